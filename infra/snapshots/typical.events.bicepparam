// A typical installation: two subscriptions, a registry, a cluster, a workspace, a webhook.
using '../events.bicep'

param environmentName = 'pull-responder'
param location = 'westeurope'
param functionAppName = 'pull-responder-cf6y2bna'
param storageAccountName = 'pullrespondercf6y2bna'
param eventsIdentityName = 'id-pull-responder-events-cf6y2bna'
param watchedSubscriptions = [
  '2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12'
  '7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374'
]
param registries = [
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam'
]
param clusters = [
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store'
]
param workspaces = [
  '/subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-store'
]
