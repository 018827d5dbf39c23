// Holds the one secret there is: who may write to the Teams channel.

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the vault, unique in Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Webhooks of Teams; empty leaves the vault as it is.')
@secure()
param teamsWebhooks string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
var webhooksName = 'teams-webhooks'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    // The shortest: a webhook is easily made anew, and the name stays taken for so long.
    softDeleteRetentionInDays: 7
  }
}

resource webhooks 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(teamsWebhooks)) {
  parent: vault
  name: webhooksName
  tags: tags
  properties: {
    value: teamsWebhooks
    contentType: 'text/plain'
  }
}

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

@description('App setting that stands for the webhooks: where they are, not what they are.')
output webhooksReference string = '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${webhooksName})'
