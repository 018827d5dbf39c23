// Rolling node pools of one cluster: their new nodes pull every image again.
import { Delivery, Tags } from 'types.bicep'

@description('Tags of every resource that takes them.')
param tags Tags

@description('Name of the function app.')
param appName string

@description('Name of the cluster.')
param clusterName string

@description('Id of the cluster\'s topic, if it has one; else empty.')
param topicId string

@description('Event types.')
param eventTypes string[]

@description('Destination of events.')
param delivery Delivery

resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' existing = {
  name: clusterName
}

module events 'event-source.bicep' = {
  #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
  name: '${appName}-topic-${uniqueString(cluster.id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroup().name : split(topicId, '/')[4])
  params: {
    source: cluster.id
    topicType: 'Microsoft.ContainerService.ManagedClusters'
    location: cluster.location
    tags: tags
    appName: appName
    topicId: topicId
    filters: [{ eventTypes: eventTypes, operations: [] }]
    delivery: delivery
  }
}
