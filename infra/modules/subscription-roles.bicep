// Custom roles in one subscription, and their assignment to the app: one role for each capability, with only the actions that its code needs.
//
// Each subscription has separate role definitions. One definition for all would list every subscription as an assignable scope, and
// Azure does not remove a scope from that list while the role is assigned there (RoleScopeBeingRemovedContainsAssignments).
targetScope = 'subscription'

@description('Name of the function app. It is part of the names of the roles, which are unique in a tenant.')
param appName string

@description('Object id of the app\'s identity.')
param principalId string

@description('Capabilities that are on, as roles.json names them.')
param capabilities string[]

var roles = filter(loadJsonContent('../roles.json'), role => contains(capabilities, role.capability))

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in roles: {
    name: guid(subscription().id, appName, role.capability)
    properties: {
      roleName: '${role.name} (${appName}, ${subscription().subscriptionId})'
      description: role.description
      type: 'CustomRole'
      assignableScopes: [subscription().id]
      permissions: [
        {
          actions: role.actions
          dataActions: role.dataActions
        }
      ]
    }
  }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (role, i) in roles: {
    name: guid(subscription().id, principalId, role.capability)
    properties: {
      roleDefinitionId: definitions[i].id
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
