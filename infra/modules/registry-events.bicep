// Deleted images of one registry, and its logs if they are wanted.
import { Delivery } from 'delivery.bicep'

@description('Tags of every resource that takes them.')
param tags object

@description('Name of the installation.')
param environmentName string

@description('Name of the registry.')
param registryName string

@description('Id of the registry\'s topic, if it has one; else empty.')
param topicId string

@description('Types of events.')
param eventTypes string[]

@description('Where events go.')
param delivery Delivery

@description('Workspace that logins and pulls are logged to; empty for none.')
param logsWorkspaceId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

module events 'event-source.bicep' = {
  name: '${environmentName}-topic-${uniqueString(registry.id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroup().name : split(topicId, '/')[4])
  params: {
    source: registry.id
    topicType: 'Microsoft.ContainerRegistry.Registries'
    location: registry.location
    tags: tags
    environmentName: environmentName
    topicId: topicId
    filters: [{ eventTypes: eventTypes, operations: [] }]
    delivery: delivery
  }
}

// A preview, because the stable version (2016-09-01) knows one setting a resource and would replace what is there.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(logsWorkspaceId)) {
  name: environmentName
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
