// Changes in one subscription that pulls depend on.
targetScope = 'subscription'

import { Delivery } from 'delivery.bicep'

@description('Region of the resource group, which only holds the topic.')
param location string

@description('Tags of every resource that takes them.')
param tags object

@description('Resource group for the topic; it is created if it is not there.')
param resourceGroupName string

@description('Name of the installation.')
param environmentName string

@description('Id of the subscription\'s topic, if it has one; else empty.')
param topicId string

@description('Event types and operations, one event subscription for each element.')
param filters array

@description('Where events go.')
param delivery Delivery

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = if (empty(topicId)) {
  name: resourceGroupName
  location: location
  tags: tags
}

module events 'event-source.bicep' = {
  name: '${environmentName}-topic-${uniqueString(subscription().id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroupName : split(topicId, '/')[4])
  params: {
    source: subscription().id
    topicType: 'Microsoft.Resources.Subscriptions'
    location: 'global'
    tags: tags
    environmentName: environmentName
    topicId: topicId
    filters: filters
    delivery: delivery
  }
  dependsOn: [group]
}
