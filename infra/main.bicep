// The app and what it may read. Nothing calls it yet: events.bicep does that, once its code is deployed.
targetScope = 'subscription'

// --- Where ---

@description('Name of this installation: letters, digits and hyphens. It is part of the name of the resource group.')
@minLength(3)
@maxLength(24)
param environmentName string

@description('Region of the app. Flex Consumption must be offered there: az functionapp list-flexconsumption-locations --runtime java.')
param location string

@description('Resource group of the app; it is created if it is not there.')
param resourceGroupName string = 'rg-${environmentName}'

@description('Tags of every resource, beside the one that names the installation.')
param tags object = {}

// --- What it may read ---

@description('Ids of the subscriptions whose clusters, registries and networks it may read, and no others; empty for the one it is deployed to.')
param watchedSubscriptions string[] = []

@description('Whether it may read the secrets of Kubernetes, to check pull secrets; grants that on clusters with Azure RBAC.')
param pullSecrets bool = false

@description('Whether it may read the passwords of registries\' admin users, to find out which pull secrets hold an old one.')
param adminPasswords bool = false

@description('Whether it may read the applications of the directory, to check their credentials. infra/grant-graph.sh grants that.')
param directory bool = false

@description('Whether it may list the repositories of registries, to suggest similar names for one that does not exist.')
param catalog bool = false

@description('Subnet, delegated to Microsoft.App/environments, through which the app reaches private API servers and registries; empty for none.')
param subnetId string = ''

// --- What it does with it: the app settings, with the defaults of the code ---

@description('Where clusters and registries are searched: "all" that it may read, or subscription ids separated by commas.')
param searchedSubscriptions string = 'all'

@description('How long a diagnosis may take, as an ISO 8601 duration.')
param diagnosisDeadline string = 'PT25S'

@description('How long one read may take, retries included; shorter than a diagnosis.')
param readDeadline string = 'PT8S'

@description('How many reads of one instance may be under way together.')
@minValue(1)
@maxValue(256)
param readsAtOnce int = 32

@description('How long something that goes on is not told again, as an ISO 8601 duration.')
param coolDown string = 'PT4H'

@description('How many days before a credential expires that is told, separated by commas.')
param expiryDays string = '30,14,7,1'

@description('Ids of causes or symptoms that are kept as a report and not told, separated by commas, or "none".')
param silencedCauses string = 'none'

@description('Whether reports are kept in storage; false only if people are told through Teams.')
param storeReports bool = true

@description('Where people reach the app, if not under its own host name: an https address, or "automatic".')
param publicAddress string = 'automatic'

@description('Address of a Teams Workflows webhook, or a JSON array of several (see README). A secret: it goes to the vault and nowhere else.')
@secure()
param teamsWebhooks string = ''

@description('Whether people are told through Teams. True without teamsWebhooks uses what is in the vault already.')
param tellTeams bool = !empty(teamsWebhooks)

// --- How much of everything ---

@description('Days after which a report is deleted.')
@minValue(1)
param reportRetentionDays int = 90

@description('Existing Log Analytics workspace for the app\'s own telemetry; empty for a new one.')
param telemetryWorkspaceId string = ''

@description('Most telemetry of a day in GB, if the workspace is new; what exceeds it is dropped.')
@minValue(1)
param dailyTelemetryGb int = 1

@description('Memory of an instance in MB.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at a time; the plan takes no limit below 40.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that wait for HTTP requests, such as alerts. Each is paid for while it waits; 0 starts one when it is needed.')
@minValue(0)
param waitingInstances int = 0

var suffix = take(uniqueString(subscription().id, environmentName, location), 8)
var appName = 'pull-responder-${suffix}'
var allTags = union(tags, { 'azd-env-name': environmentName })

var watched = empty(watchedSubscriptions) ? [subscription().subscriptionId] : watchedSubscriptions

var capabilities = concat(
  ['core'],
  pullSecrets ? ['pullSecrets'] : [],
  adminPasswords ? ['adminPasswords'] : [],
  catalog ? ['catalog'] : []
)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identities 'modules/identities.bicep' = {
  name: 'identities'
  scope: group
  params: {
    location: location
    tags: allTags
    suffix: suffix
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: allTags
    accountName: 'pullresponder${suffix}'
    reportRetentionDays: reportRetentionDays
    appPrincipalId: identities.outputs.appPrincipalId
    eventsPrincipalId: identities.outputs.eventsPrincipalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: allTags
    vaultName: 'pullresponder-${suffix}'
    appPrincipalId: identities.outputs.appPrincipalId
    teamsWebhooks: teamsWebhooks
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  scope: group
  params: {
    location: location
    tags: allTags
    suffix: suffix
    workspaceId: telemetryWorkspaceId
    dailyGb: dailyTelemetryGb
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    location: location
    tags: allTags
    appName: appName
    identityId: identities.outputs.appIdentityId
    clientId: identities.outputs.appClientId
    storageAccountName: storage.outputs.accountName
    packageContainer: storage.outputs.packageContainer
    insightsName: telemetry.outputs.insightsName
    subnetId: subnetId
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    waitingInstances: waitingInstances
    settings: {
      PULLRESPONDER_CLOUD: environment().name
      PULLRESPONDER_SUBSCRIPTIONS: searchedSubscriptions
      PULLRESPONDER_DIAGNOSIS_DEADLINE: diagnosisDeadline
      PULLRESPONDER_READ_DEADLINE: readDeadline
      PULLRESPONDER_READS_AT_ONCE: string(readsAtOnce)
      PULLRESPONDER_COOL_DOWN: coolDown
      PULLRESPONDER_EXPIRY_DAYS: expiryDays
      PULLRESPONDER_TEAMS_WEBHOOKS: tellTeams ? vault.outputs.webhooksReference : 'none'
      PULLRESPONDER_SILENCED_CAUSES: silencedCauses
      PULLRESPONDER_STORE_REPORTS: storeReports ? 'true' : 'false'
      PULLRESPONDER_PUBLIC_ADDRESS: publicAddress
      PULLRESPONDER_PULL_SECRETS: pullSecrets ? 'true' : 'false'
      PULLRESPONDER_ADMIN_PASSWORDS: adminPasswords ? 'true' : 'false'
      PULLRESPONDER_DIRECTORY: directory ? 'true' : 'false'
      PULLRESPONDER_CATALOG: catalog ? 'true' : 'false'
    }
  }
}

module roles 'modules/roles.bicep' = {
  name: '${environmentName}-roles'
  params: {
    appName: appName
    capabilities: capabilities
    // That of the app too: the roles are defined there.
    assignableSubscriptions: union(watched, [subscription().subscriptionId])
  }
}

module readers 'modules/reader.bicep' = [
  for id in watched: {
    name: '${environmentName}-reader'
    scope: subscription(id)
    params: {
      principalId: identities.outputs.appPrincipalId
      roleIds: roles.outputs.roleIds
    }
  }
]

@description('Resource group of the app.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output FUNCTION_APP_NAME string = app.outputs.appName

@description('Host name of the function app.')
output FUNCTION_APP_HOST string = app.outputs.hostName

@description('Storage account of queue, table and reports.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.accountName

@description('Identity with which Event Grid writes dead letters.')
output EVENTS_IDENTITY_NAME string = identities.outputs.eventsIdentityName

@description('Identity of the app.')
output APP_IDENTITY_NAME string = identities.outputs.appIdentityName

@description('Object id of the app\'s identity, for infra/kubernetes and infra/grant-graph.sh.')
output APP_PRINCIPAL_ID string = identities.outputs.appPrincipalId
