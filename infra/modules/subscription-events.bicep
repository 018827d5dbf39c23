// Changes in one subscription that pulls depend on.
targetScope = 'subscription'

import { Delivery, EventFilter, Tags } from 'types.bicep'

@description('Region of the resource group.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Resource group for the topic.')
param resourceGroupName string

@description('Creates the group; false for the app\'s own group, which exists.')
param createGroup bool

@description('Name of the function app.')
param appName string

@description('Id of the subscription\'s topic, if it has one; else empty.')
param topicId string

@description('One event subscription for each element.')
param filters EventFilter[]

@description('Destination of events.')
param delivery Delivery

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = if (createGroup && empty(topicId)) {
  name: resourceGroupName
  location: location
  tags: tags
}

module events 'event-source.bicep' = {
  #disable-next-line no-module-name // May be outside the app's group: other installations deploy there too, under names of their own.
  name: '${appName}-topic-${uniqueString(subscription().id)}'
  scope: resourceGroup(empty(topicId) ? resourceGroupName : split(topicId, '/')[4])
  params: {
    source: subscription().id
    topicType: 'Microsoft.Resources.Subscriptions'
    location: 'global'
    tags: tags
    appName: appName
    topicId: topicId
    filters: filters
    delivery: delivery
  }
  dependsOn: [group]
}
