// Stores the only secret: the webhooks, with which anyone can post to the Teams channel.
import { Tags } from 'types.bicep'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Name of the vault, unique in Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Enables purge protection of the vault.')
param purgeProtection bool

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Teams webhooks; empty leaves the vault unchanged.')
@secure()
param teamsWebhooks string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
var webhooksName = 'teams-webhooks'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
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
    // True or absent: Azure rejects false, because protection cannot be disabled. A vault with protection retains it.
    ...(purgeProtection ? { enablePurgeProtection: true } : {})
    enableSoftDelete: true
    // The minimum: a webhook is easily created again, and the name remains reserved for this time unless the vault is purged.
    softDeleteRetentionInDays: 7
  }
}

resource webhooks 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(teamsWebhooks)) {
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

@description('Name of the vault.')
output vaultName string = vault.name

@description('App setting that refers to the webhooks in the vault. It does not contain them.')
output webhooksReference string = '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${webhooksName})'
