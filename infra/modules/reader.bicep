// Gives the app its roles in one subscription.
targetScope = 'subscription'

@description('Object id of the app\'s identity.')
param principalId string

@description('Ids of the roles, without a scope.')
param roleIds string[]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for id in roleIds: {
    name: guid(subscription().id, principalId, id)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
