// The app and its read rights. events.bicep connects it to events and alerts after its code is deployed.
targetScope = 'subscription'

import { Tags } from 'modules/types.bicep'

// --- Name and place ---

@description('Name of this installation: letters, digits and hyphens. It is part of the name of the resource group.')
@minLength(3)
@maxLength(24)
param environmentName string

@description('Region of the app. It must offer Flex Consumption with Java: az functionapp list-flexconsumption-locations.')
param location string

@description('Resource group of the app, and of nothing else: the deployment sets its tags, and infra/remove.sh deletes it.')
param resourceGroupName string = 'rg-${environmentName}'

@description('Tags of every resource, in addition to those that name the installation.')
param tags Tags = {}

// --- Read rights of the app ---

@description('Ids of the subscriptions whose clusters, registries and networks the app can read; empty for the subscription of the deployment.')
param watchedSubscriptions string[] = []

@description('Permits the app to read Kubernetes secrets, to check pull secrets. Grants this right on clusters with Azure RBAC.')
param pullSecrets bool = false

@description('Permits the app to read the passwords of registries\' admin users, to find pull secrets with an old password.')
param adminPasswords bool = false

@description('Permits the app to read the applications of the directory, to check their credentials. infra/grant-graph.sh grants this right.')
param directory bool = false

@description('Permits the app to list the repositories of registries, to suggest similar names.')
param catalog bool = false

@description('Subnet, delegated to Microsoft.App/environments, through which the app reaches private API servers and registries; empty for none. Its name contains no underscore.')
param subnetId string = ''

// --- App settings, with the defaults of the code ---

@description('Subscriptions to search for clusters and registries: "all" for all that the app can read, or ids separated by commas.')
param searchedSubscriptions string = 'all'

@description('Time limit of a diagnosis, as an ISO 8601 duration.')
param diagnosisDeadline string = 'PT25S'

@description('Time limit of one read, retries included, as an ISO 8601 duration; shorter than that of a diagnosis.')
param readDeadline string = 'PT8S'

@description('Maximum number of concurrent API calls per instance.')
@minValue(1)
@maxValue(256)
param readsAtOnce int = 32

@description('Minimum time between reminders for an open incident, as an ISO 8601 duration.')
param coolDown string = 'PT4H'

@description('Days before expiry on which a warning about a credential is sent, separated by commas.')
param expiryDays string = '30,14,7,1'

@description('Ids of causes or symptoms that are stored as a report but not sent to Teams, separated by commas, or "none".')
param silencedCauses string = 'none'

@description('Stores reports; false only with a Teams webhook.')
param storeReports bool = true

@description('Public URL of the app, if it is not its own host name: an https URL, or "automatic".')
param publicAddress string = 'automatic'

@description('URL of a Teams Workflows webhook, or a JSON array of several (see README). A secret: it is stored in the vault only.')
@secure()
param teamsWebhooks string = ''

@description('Sends cards with the webhooks that are already in the vault. With teamsWebhooks, cards are sent in any case.')
param tellTeams bool = false

// --- Sizes and limits ---

@description('Days after which a report is deleted.')
@minValue(1)
param reportRetentionDays int = 90

@description('Existing Log Analytics workspace for the app\'s own telemetry; empty for a new one.')
param telemetryWorkspaceId string = ''

@description('Daily limit of a new workspace in GB. Azure drops telemetry above it.')
@minValue(1)
param dailyTelemetryGb int = 1

@description('Enables purge protection of the vault: its name remains reserved for seven days after a removal. It cannot be disabled again.')
param purgeProtection bool = false

@description('Memory of an instance in MB.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Maximum number of on-demand instances per function group. HTTP triggers are one group; each other function is a separate group.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Always-ready instances for HTTP requests, such as alerts. Each is billed while it waits; 0 starts instances on demand.')
@minValue(0)
param waitingInstances int = 0

// Azure ignores case and spaces: "West Europe" is westeurope, and must give the same names.
var suffix = take(uniqueString(subscription().id, toLower(environmentName), toLower(replace(location, ' ', ''))), 8)
var appName = 'pull-responder-${suffix}'
var storageAccountName = 'pullresponder${suffix}'
var vaultName = 'pullresponder-${suffix}'
var insightsName = 'appi-pull-responder-${suffix}'
var allTags = union(tags, { 'azd-env-name': environmentName, 'pull-responder': appName })

// Each once, in any letter case: two deployments with the same name would conflict.
var watched = empty(watchedSubscriptions)
  ? [subscription().subscriptionId]
  : union(map(watchedSubscriptions, id => toLower(id)), [])

var capabilities = concat(
  ['core'],
  pullSecrets ? ['pullSecrets'] : [],
  adminPasswords ? ['adminPasswords'] : [],
  catalog ? ['catalog'] : []
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identities 'modules/identities.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    suffix: suffix
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    accountName: storageAccountName
    reportRetentionDays: reportRetentionDays
    #disable-next-line what-if-short-circuiting // A new identity needs a new assignment, so the name contains its id.
    appPrincipalId: identities.outputs.appPrincipalId
    #disable-next-line what-if-short-circuiting // As above.
    eventsPrincipalId: identities.outputs.eventsPrincipalId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    vaultName: vaultName
    purgeProtection: purgeProtection
    #disable-next-line what-if-short-circuiting // A new identity needs a new assignment, so the name contains its id.
    appPrincipalId: identities.outputs.appPrincipalId
    teamsWebhooks: teamsWebhooks
  }
}

module telemetry 'modules/telemetry.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    insightsName: insightsName
    workspaceName: 'log-pull-responder-${suffix}'
    workspaceId: telemetryWorkspaceId
    dailyGb: dailyTelemetryGb
    #disable-next-line what-if-short-circuiting // A new identity needs a new assignment, so the name contains its id.
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    appName: appName
    identityId: identities.outputs.appIdentityId
    clientId: identities.outputs.appClientId
    storageAccountName: storageAccountName
    packageContainer: storage.outputs.packageContainer
    insightsName: insightsName
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
      PULLRESPONDER_TEAMS_WEBHOOKS: tellTeams || !empty(teamsWebhooks) ? vault.outputs.webhooksReference : 'none'
      PULLRESPONDER_SILENCED_CAUSES: silencedCauses
      PULLRESPONDER_STORE_REPORTS: storeReports ? 'true' : 'false'
      PULLRESPONDER_PUBLIC_ADDRESS: publicAddress
      PULLRESPONDER_PULL_SECRETS: pullSecrets ? 'true' : 'false'
      PULLRESPONDER_ADMIN_PASSWORDS: adminPasswords ? 'true' : 'false'
      PULLRESPONDER_DIRECTORY: directory ? 'true' : 'false'
      PULLRESPONDER_CATALOG: catalog ? 'true' : 'false'
    }
  }
  // It reads the connection string of Application Insights, whose name is known before it exists.
  dependsOn: [telemetry]
}

module roles 'modules/subscription-roles.bicep' = [
  for id in watched: {
    #disable-next-line no-module-name // Outside the app's group: other installations deploy there too, under names of their own.
    name: '${appName}-roles'
    scope: subscription(id)
    params: {
      appName: appName
      #disable-next-line what-if-short-circuiting // A new identity needs a new assignment, so the name contains its id.
      principalId: identities.outputs.appPrincipalId
      capabilities: capabilities
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

@description('Vault of the Teams webhooks.')
output VAULT_NAME string = vault.outputs.vaultName

@description('Identity with which Event Grid writes dead letters.')
output EVENTS_IDENTITY_NAME string = identities.outputs.eventsIdentityName

@description('Identity of the app.')
output APP_IDENTITY_NAME string = identities.outputs.appIdentityName

@description('Object id of the app\'s identity, for infra/kubernetes and infra/grant-graph.sh.')
output APP_PRINCIPAL_ID string = identities.outputs.appPrincipalId
