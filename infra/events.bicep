// The callers of the app: Event Grid and alerts. Deployed after the app's code, because both reference functions that must exist.
targetScope = 'subscription'

import { Delivery, EventFilter, Tags } from 'modules/types.bicep'

// --- The app, as main.bicep created it ---

@description('Name of the installation, as in main.bicep: letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param environmentName string

@description('Region of the app, and of the resource group with the topic of another watched subscription.')
param location string

@description('Resource group of the app.')
param resourceGroupName string = 'rg-${environmentName}'

@description('Tags of every resource, in addition to those that name the installation.')
param tags Tags = {}

@description('Name of the function app. It is part of every name outside the app\'s group, so that two installations do not conflict.')
param functionAppName string

@description('Storage account for events that could not be delivered.')
param storageAccountName string

@description('Identity with which Event Grid writes them there.')
param eventsIdentityName string

// --- Watched resources ---

@description('Ids of the subscriptions whose changes are examined, as in main.bicep; empty for the subscription of the deployment.')
param watchedSubscriptions string[] = []

@description('Resource ids of registries whose deleted images are examined.')
param registries string[] = []

@description('Resource ids of clusters whose rolling node pools are examined.')
param clusters string[] = []

@description('Resource ids of Log Analytics workspaces with Container Insights. Each gets an alert rule for failed pulls.')
param workspaces string[] = []

@description('A system topic by the resource id of its source.')
type TopicsBySource = {
  *: string
}

@description('System topics that exist already, because each source can have only one: {"<id of subscription, registry or cluster>": "<id of its topic>"}. Each must have the events identity.')
param existingTopics TopicsBySource = {}

@description('Workspace that receives logins and pulls of the registries above; empty leaves their diagnostic settings unchanged.')
param registryLogsWorkspaceId string = ''

@description('Severity of alerts about failed pulls: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose.')
@minValue(0)
@maxValue(4)
param alertSeverity int = 2

@description('Interval of the alert rules. A longer interval costs less, and alerts arrive later.')
@allowed(['PT1M', 'PT5M', 'PT10M'])
param alertFrequency string = 'PT1M'

@description('Filters of the event subscriptions, by kind of source, as in operations.json.')
type Operations = {
  @description('Event types and operations of subscriptions.')
  subscription: EventFilter[]

  @description('Event types of registries.')
  registry: string[]

  @description('Event types of clusters.')
  cluster: string[]
}

var operations Operations = loadJsonContent('operations.json')
var allTags = union(tags, { 'azd-env-name': environmentName, 'pull-responder': functionAppName })

// Each once, in any letter case: two deployments with the same name would conflict.
var watched = empty(watchedSubscriptions)
  ? [subscription().subscriptionId]
  : union(map(watchedSubscriptions, id => toLower(id)), [])
var watchedRegistries = union(map(registries, id => toLower(id)), [])
var watchedClusters = union(map(clusters, id => toLower(id)), [])
var watchedWorkspaces = union(map(workspaces, id => toLower(id)), [])

// A subscription may be named by its id alone, or as a resource.
var topics = toObject(
  items(existingTopics),
  topic => replace(toLower(topic.key), '/subscriptions/', length(split(topic.key, '/')) == 3 ? '' : '/subscriptions/'),
  topic => topic.value
)

var home = '${subscription().id}/resourceGroups/${resourceGroupName}/providers'
var delivery Delivery = {
  functionId: '${home}/Microsoft.Web/sites/${functionAppName}/functions/AzureEvent'
  deadLetterAccountId: '${home}/Microsoft.Storage/storageAccounts/${storageAccountName}'
  identityId: '${home}/Microsoft.ManagedIdentity/userAssignedIdentities/${eventsIdentityName}'
}

module subscriptionEvents 'modules/subscription-events.bicep' = [
  for id in watched: {
    #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
    name: '${functionAppName}-subscription'
    scope: subscription(id)
    params: {
      location: location
      tags: allTags
      resourceGroupName: id == toLower(subscription().subscriptionId) ? resourceGroupName : 'rg-${functionAppName}'
      createGroup: id != toLower(subscription().subscriptionId)
      appName: functionAppName
      topicId: topics[?id] ?? ''
      filters: operations.subscription
      delivery: delivery
    }
  }
]

module registryEvents 'modules/registry-events.bicep' = [
  for id in watchedRegistries: {
    #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
    name: '${functionAppName}-registry-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      appName: functionAppName
      registryName: last(split(id, '/'))
      topicId: topics[?id] ?? ''
      eventTypes: operations.registry
      delivery: delivery
      logsWorkspaceId: registryLogsWorkspaceId
    }
  }
]

module clusterEvents 'modules/cluster-events.bicep' = [
  for id in watchedClusters: {
    #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
    name: '${functionAppName}-cluster-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      appName: functionAppName
      clusterName: last(split(id, '/'))
      topicId: topics[?id] ?? ''
      eventTypes: operations.cluster
      delivery: delivery
    }
  }
]

module alertAction 'modules/alert-action.bicep' = {
  scope: resourceGroup(resourceGroupName)
  params: {
    tags: allTags
    functionAppName: functionAppName
  }
}

module workspaceAlerts 'modules/workspace-alert.bicep' = [
  for id in watchedWorkspaces: {
    #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
    name: '${functionAppName}-workspace-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      appName: functionAppName
      workspaceName: last(split(id, '/'))
      severity: alertSeverity
      frequency: alertFrequency
      actionGroupId: alertAction.outputs.actionGroupId
    }
  }
]

@description('Action group that sends alerts to the app, for alert rules of your own.')
output ACTION_GROUP_ID string = alertAction.outputs.actionGroupId
