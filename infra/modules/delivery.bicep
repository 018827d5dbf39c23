// What every event subscription needs to know.

@export()
@description('Where events go, and where those go that cannot be delivered.')
type Delivery = {
  @description('Id of the function that takes events.')
  functionId: string

  @description('Id of the storage account that takes what could not be delivered.')
  deadLetterAccountId: string

  @description('Id of the identity with which Event Grid writes there.')
  identityId: string
}
