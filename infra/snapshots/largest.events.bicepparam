// The largest installation: three subscriptions, topics that exist already, the logs of registries. Ids are written in several ways.
using '../events.bicep'

param environmentName = 'pull-responder'
param location = 'West Europe'
param resourceGroupName = 'rg-platform-alerts'
param tags = {
  owner: 'platform'
}
param functionAppName = 'pull-responder-cf6y2bna'
param storageAccountName = 'pullrespondercf6y2bna'
param eventsIdentityName = 'id-pull-responder-events-cf6y2bna'
param watchedSubscriptions = [
  '2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12'
  '7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374'
  'E4A2B7D0-5C19-4A68-B3F7-0D8C61E29A45'
]
param registries = [
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam'
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourcegroups/rg-images/providers/Microsoft.ContainerRegistry/registries/Fabrikam'
  '/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso'
]
param clusters = [
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store'
  '/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/aks-shop'
]
param workspaces = [
  '/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-platform'
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-store'
]
param existingTopics = {
  '/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45': '/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45/resourceGroups/rg-events/providers/Microsoft.EventGrid/systemTopics/evgt-changes'
  '/subscriptions/E4A2B7D0-5C19-4A68-B3F7-0D8C61E29A45/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso': '/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45/resourceGroups/rg-events/providers/Microsoft.EventGrid/systemTopics/evgt-contoso'
}
param registryLogsWorkspaceId = '/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-platform'
param alertFrequency = 'PT5M'
