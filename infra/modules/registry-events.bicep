// Deleted images of one registry, and its logs if a workspace is given.
import { Delivery, Tags } from 'types.bicep'

@description('Tags of every resource that takes them.')
param tags Tags

@description('Name of the function app.')
param appName string

@description('Name of the registry.')
param registryName string

@description('Id of the registry\'s topic, if it has one; else empty.')
param topicId string

@description('Event types.')
param eventTypes string[]

@description('Destination of events.')
param delivery Delivery

@description('Workspace for logins and pulls; empty for none. A registry can send a category to a workspace by one setting only.')
param logsWorkspaceId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

module events 'event-source.bicep' = {
  #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
  name: '${appName}-topic-${uniqueString(registry.id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroup().name : split(topicId, '/')[4])
  params: {
    source: registry.id
    topicType: 'Microsoft.ContainerRegistry.Registries'
    location: registry.location
    tags: tags
    appName: appName
    topicId: topicId
    filters: [{ eventTypes: eventTypes, operations: [] }]
    delivery: delivery
  }
}

// A preview, because the stable version (2016-09-01) has one setting per resource and would replace an existing one.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logsWorkspaceId)) {
  name: appName
  scope: registry
  properties: {
    workspaceId: logsWorkspaceId
    logs: [
      {
        category: 'ContainerRegistryLoginEvents'
        enabled: true
      }
      {
        category: 'ContainerRegistryRepositoryEvents'
        enabled: true
      }
    ]
  }
}
