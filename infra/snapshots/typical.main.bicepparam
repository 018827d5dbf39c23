// A typical installation: two subscriptions, a registry, a cluster, a workspace, a webhook.
using '../main.bicep'

param environmentName = 'pull-responder'
param location = 'westeurope'
param watchedSubscriptions = [
  '2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12'
  '7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374'
]
param teamsWebhooks = 'https://teams.example/workflow'
