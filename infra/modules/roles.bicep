// The app's rights as roles of its own: for each capability one that holds what its code reads, and nothing else.
targetScope = 'subscription'

@description('Name of the function app. Names of roles are unique in a tenant, and the app names its roles in what it prints.')
param appName string

@description('Capabilities that are switched on, of those in roles.json.')
param capabilities string[]

@description('Ids of the subscriptions in which the roles may be assigned.')
param assignableSubscriptions string[]

var roles = filter(loadJsonContent('../roles.json'), role => contains(capabilities, role.capability))

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in roles: {
    name: guid(subscription().id, appName, role.capability)
    properties: {
      roleName: '${role.name} (${appName})'
      description: role.description
      type: 'CustomRole'
      assignableScopes: map(assignableSubscriptions, id => '/subscriptions/${id}')
      permissions: [
        {
          actions: role.actions
          dataActions: role.dataActions
        }
      ]
    }
  }
]

@description('Ids of the roles, without a scope.')
output roleIds string[] = [for (role, i) in roles: definitions[i].name]
