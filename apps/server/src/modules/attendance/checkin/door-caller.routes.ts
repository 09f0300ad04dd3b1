import type { Call } from '../../../platform/http/route.ts'
import type { DoorScope } from './door-scope.ts'

/** Who stands at the door: a device with its limits, a member, or a program. */
export function doorScopeOf({ organizerId, admission }: Call): DoorScope {
  const { principal } = admission
  const isDevice = principal.kind === 'device'
  return {
    organizerId,
    eventIds: admission.eventIds,
    listIds: isDevice ? principal.listIds : null,
    gateId: isDevice ? principal.gateId : null,
    deviceId: isDevice ? principal.deviceId : null,
    accountId: principal.kind === 'account' ? principal.accountId : null,
    apiKeyId: principal.kind === 'api_key' ? principal.keyId : null,
  }
}
