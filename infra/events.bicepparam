// The watched resources, from environment variables: those of `azd env set`, or of your shell.
// The outputs of main.bicep have the same names as these variables. Lists are JSON: '["id", "id"]'.
using 'events.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param resourceGroupName = readEnvironmentVariable('AZURE_RESOURCE_GROUP')
param functionAppName = readEnvironmentVariable('FUNCTION_APP_NAME')
param storageAccountName = readEnvironmentVariable('STORAGE_ACCOUNT_NAME')
param eventsIdentityName = readEnvironmentVariable('EVENTS_IDENTITY_NAME')
param watchedSubscriptions = json(readEnvironmentVariable('WATCHED_SUBSCRIPTIONS', '[]'))
param registries = json(readEnvironmentVariable('WATCHED_REGISTRIES', '[]'))
param clusters = json(readEnvironmentVariable('WATCHED_CLUSTERS', '[]'))
param workspaces = json(readEnvironmentVariable('WATCHED_WORKSPACES', '[]'))
param existingTopics = json(readEnvironmentVariable('EXISTING_TOPICS', '{}'))
param registryLogsWorkspaceId = readEnvironmentVariable('REGISTRY_LOGS_WORKSPACE_ID', '')
