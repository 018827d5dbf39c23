// The app's rights as roles of its own: for each capability one that holds what its code reads, and nothing else.
targetScope = 'subscription'

@description('Name of the installation. Names of roles are unique in a tenant.')
param environmentName string

@description('Capabilities that are switched on, of those in roles.json.')
param capabilities string[]

@description('Ids of the subscriptions in which the roles may be assigned.')
param watchedSubscriptions string[]

var roles = filter(loadJsonContent('../roles.json'), role => contains(capabilities, role.capability))

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in roles: {
    name: guid(subscription().id, environmentName, role.capability)
    properties: {
      roleName: '${role.name} (${environmentName})'
      description: role.description
      type: 'CustomRole'
      assignableScopes: map(watchedSubscriptions, id => '/subscriptions/${id}')
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
