// Rolling node pools of one cluster: their new nodes pull every image anew.
import { Delivery } from 'delivery.bicep'

@description('Tags of every resource that takes them.')
param tags object

@description('Name of the installation.')
param environmentName string

@description('Name of the cluster.')
param clusterName string

@description('Id of the cluster\'s topic, if it has one; else empty.')
param topicId string

@description('Types of events.')
param eventTypes string[]

@description('Where events go.')
param delivery Delivery

resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' existing = {
  name: clusterName
}

module events 'event-source.bicep' = {
  name: '${environmentName}-topic-${uniqueString(cluster.id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroup().name : split(topicId, '/')[4])
  params: {
    source: cluster.id
    topicType: 'Microsoft.ContainerService.ManagedClusters'
    location: cluster.location
    tags: tags
    environmentName: environmentName
    topicId: topicId
    filters: [{ eventTypes: eventTypes, operations: [] }]
    delivery: delivery
  }
}
