// One identity reads Azure. Another writes dead letters, because Event Grid needs only that right.
import { Tags } from 'types.bicep'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Suffix that makes the names unique.')
param suffix string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pull-responder-${suffix}'
  location: location
  tags: tags
}

resource events 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pull-responder-events-${suffix}'
  location: location
  tags: tags
}

@description('Resource id of the app\'s identity.')
output appIdentityId string = app.id

@description('Name of the app\'s identity.')
output appIdentityName string = app.name

@description('Client id of the app\'s identity, by which code selects it.')
output appClientId string = app.properties.clientId

@description('Object id of the app\'s identity, by which roles are assigned.')
output appPrincipalId string = app.properties.principalId

@description('Name of Event Grid\'s identity.')
output eventsIdentityName string = events.name

@description('Object id of Event Grid\'s identity.')
output eventsPrincipalId string = events.properties.principalId
