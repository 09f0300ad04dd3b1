import { gatewayConformance } from '../../../modules/sales/payments/testing/gateway-conformance.ts'
import { startSandboxHarness } from './testing/sandbox-harness.ts'

gatewayConformance('sandbox gateway', startSandboxHarness)
