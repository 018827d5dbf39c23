// What calls the app: Event Grid and alerts. Deployed after the app's code, because both name functions that must be there.
targetScope = 'subscription'

// --- The app, as main.bicep made it ---

@description('Name of the installation, as in main.bicep: letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param environmentName string

@description('Region of the app.')
param location string

@description('Resource group of the app. Other watched subscriptions get one of the same name, for their events.')
param resourceGroupName string = 'rg-${environmentName}'

@description('Tags of every resource, beside the one that names the installation.')
param tags object = {}

@description('Name of the function app.')
param functionAppName string

@description('Storage account that takes events which could not be delivered.')
param storageAccountName string

@description('Identity with which Event Grid writes them there.')
param eventsIdentityName string

// --- What is watched ---

@description('Ids of the subscriptions whose changes are examined, as in main.bicep; empty for the one it is deployed to.')
param watchedSubscriptions string[] = []

@description('Resource ids of registries whose deleted images are examined.')
param registries string[] = []

@description('Resource ids of clusters whose rolling node pools are examined.')
param clusters string[] = []

@description('Resource ids of Log Analytics workspaces with Container Insights. Each gets an alert rule for failed pulls.')
param workspaces string[] = []

@description('System topics that are there already, because each source can have only one: {"<id of subscription, registry or cluster>": "<id of its topic>"}. Each must have the events identity.')
param existingTopics object = {}

@description('Workspace that the registries above send their logins and pulls to; empty leaves their diagnostic settings alone.')
param registryLogsWorkspaceId string = ''

@description('Severity of alerts of failed pulls: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose.')
@minValue(0)
@maxValue(4)
param alertSeverity int = 2

@description('How often the alert rules look. Less often costs less, and people hear of it later.')
@allowed(['PT1M', 'PT5M', 'PT10M'])
param alertFrequency string = 'PT1M'

var allTags = union(tags, { 'azd-env-name': environmentName })
var watched = empty(watchedSubscriptions) ? [subscription().subscriptionId] : watchedSubscriptions
var operations = loadJsonContent('operations.json')
var home = '${subscription().id}/resourceGroups/${resourceGroupName}/providers'
var delivery = {
  functionId: '${home}/Microsoft.Web/sites/${functionAppName}/functions/AzureEvent'
  deadLetterAccountId: '${home}/Microsoft.Storage/storageAccounts/${storageAccountName}'
  identityId: '${home}/Microsoft.ManagedIdentity/userAssignedIdentities/${eventsIdentityName}'
}

module subscriptionEvents 'modules/subscription-events.bicep' = [
  for id in watched: {
    name: '${environmentName}-events'
    scope: subscription(id)
    params: {
      location: location
      tags: allTags
      resourceGroupName: resourceGroupName
      environmentName: environmentName
      topicId: existingTopics[?id] ?? ''
      filters: operations.subscription
      delivery: delivery
    }
  }
]

module registryEvents 'modules/registry-events.bicep' = [
  for id in registries: {
    name: '${environmentName}-registry-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      environmentName: environmentName
      registryName: last(split(id, '/'))
      topicId: existingTopics[?id] ?? ''
      eventTypes: operations.registry
      delivery: delivery
      logsWorkspaceId: registryLogsWorkspaceId
    }
  }
]

module clusterEvents 'modules/cluster-events.bicep' = [
  for id in clusters: {
    name: '${environmentName}-cluster-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      environmentName: environmentName
      clusterName: last(split(id, '/'))
      topicId: existingTopics[?id] ?? ''
      eventTypes: operations.cluster
      delivery: delivery
    }
  }
]

module alertAction 'modules/alert-action.bicep' = {
  name: '${environmentName}-alert-action'
  scope: resourceGroup(resourceGroupName)
  params: {
    tags: allTags
    functionAppName: functionAppName
  }
}

module workspaceAlerts 'modules/workspace-alert.bicep' = [
  for id in workspaces: {
    name: '${environmentName}-workspace-${uniqueString(id)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      tags: allTags
      environmentName: environmentName
      workspaceName: last(split(id, '/'))
      severity: alertSeverity
      frequency: alertFrequency
      actionGroupId: alertAction.outputs.actionGroupId
    }
  }
]

@description('Action group that hands alerts to the app, for alert rules of your own.')
output ACTION_GROUP_ID string = alertAction.outputs.actionGroupId
