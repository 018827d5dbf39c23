// Types that several templates share.

@export()
@description('Tags by name.')
type Tags = {
  *: string
}

@export()
@description('App settings by name.')
type AppSettings = {
  *: string
}

@export()
@description('Event types of one event subscription, and the operations to which it is limited.')
type EventFilter = {
  @description('Event types, such as Microsoft.Resources.ResourceWriteSuccess.')
  eventTypes: string[]

  @description('Operations of the activity log; empty for all.')
  operations: string[]
}

@export()
@description('Destination of events, and of events that could not be delivered.')
type Delivery = {
  @description('Resource id of the function that receives events.')
  functionId: string

  @description('Resource id of the storage account for events that could not be delivered.')
  deadLetterAccountId: string

  @description('Resource id of the identity with which Event Grid writes them.')
  identityId: string
}
