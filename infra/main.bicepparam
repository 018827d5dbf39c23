// The parameters of an installation, from environment variables: those of `azd env set`, or of your shell.
// Any other parameter of main.bicep can be set here, too.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param watchedSubscriptions = json(readEnvironmentVariable('WATCHED_SUBSCRIPTIONS', '[]'))
param pullSecrets = bool(readEnvironmentVariable('PULLRESPONDER_PULL_SECRETS', 'false'))
param adminPasswords = bool(readEnvironmentVariable('PULLRESPONDER_ADMIN_PASSWORDS', 'false'))
param directory = bool(readEnvironmentVariable('PULLRESPONDER_DIRECTORY', 'false'))
param catalog = bool(readEnvironmentVariable('PULLRESPONDER_CATALOG', 'false'))
param teamsWebhooks = readEnvironmentVariable('PULLRESPONDER_TEAMS_WEBHOOKS', '')
param tellTeams = bool(readEnvironmentVariable('TELL_TEAMS', 'false'))
param subnetId = readEnvironmentVariable('APP_SUBNET_ID', '')
param telemetryWorkspaceId = readEnvironmentVariable('TELEMETRY_WORKSPACE_ID', '')
param purgeProtection = bool(readEnvironmentVariable('PURGE_PROTECTION', 'false'))
