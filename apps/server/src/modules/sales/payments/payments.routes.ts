import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import type { PaymentsModule } from './facade.ts'
import {
  accountBody,
  accountList,
  accountOut,
  accountParams,
  accountPatch,
  accountSchema,
  gatewayList,
  gatewayOut,
  organizerParams,
  webhookAnswer,
  webhookParams,
} from './payments.schemas.ts'
import { paymentErrors } from './public.ts'

const ACCOUNTS = {
  tag: 'Payments',
  rate: 'browse',
  access: { kind: 'member', permission: 'payments.edit' },
} as const
const URL = '/v1/organizers/:organizer/gateway-accounts'
const WEBHOOK_BYTES = 512 * 1024

type Needed = Pick<PaymentsModule, 'accounts' | 'receiveWebhook'>

export function paymentsRoutes(app: FastifyInstance, payments: Needed): void {
  listingRoutes(app, payments)
  editingRoutes(app, payments)
  webhookRoute(app, payments)
}

function listingRoutes(app: FastifyInstance, { accounts }: Needed) {
  route(app, {
    ...ACCOUNTS,
    method: 'GET',
    url: '/v1/organizers/:organizer/gateways',
    operationId: 'listGateways',
    summary: 'Payment gateways that can be connected, and what each needs',
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: gatewayList },
    handle: async ({ organizerId }) => {
      const data = accounts
        .offered()
        .map(offered => gatewayOut(offered, accounts.webhookUrl(organizerId, offered.gateway)))
      return { status: 200, body: { data, next_cursor: null } }
    },
  })
  route(app, {
    ...ACCOUNTS,
    method: 'GET',
    url: URL,
    operationId: 'listGatewayAccounts',
    summary: 'Accounts at payment gateways',
    idempotency: 'safe',
    params: organizerParams,
    responses: { 200: accountList },
    handle: async ({ organizerId }) => {
      const list = await accounts.list(organizerId)
      const data = list.map(account => accountOut(account, accounts.webhookUrl(organizerId, account.gateway)))
      return { status: 200, body: { data, next_cursor: null } }
    },
  })
  route(app, {
    ...ACCOUNTS,
    method: 'GET',
    url: `${URL}/:account`,
    operationId: 'getGatewayAccount',
    summary: 'One account at a payment gateway',
    idempotency: 'safe',
    params: accountParams,
    responses: { 200: accountSchema },
    errors: [requestErrors.not_found],
    handle: async ({ organizerId, params }) => {
      const account = await accounts.get(organizerId, params.account)
      const body = accountOut(account, accounts.webhookUrl(organizerId, account.gateway))
      return { status: 200, body, headers: { etag: etagOf(account.version) } }
    },
  })
}

function editingRoutes(app: FastifyInstance, { accounts }: Needed) {
  const refusals = [
    paymentErrors.credentials_refused,
    paymentErrors.gateway_account_exists,
    paymentErrors.gateway_unavailable,
  ]
  route(app, {
    ...ACCOUNTS,
    method: 'POST',
    url: URL,
    operationId: 'addGatewayAccount',
    summary: 'Connect an account at a payment gateway',
    description: 'The credentials are tried out first. They are sealed, and no operation gives them back.',
    idempotency: 'key',
    params: organizerParams,
    body: accountBody,
    responses: { 201: accountSchema },
    errors: [...refusals, paymentErrors.gateway_unknown],
    handle: async ({ organizerId, body, actor }) => {
      const offered = accounts.offered().find(({ gateway }) => gateway === body.gateway)
      const account = await accounts.add(organizerId, { ...body, label: body.label ?? offered?.label ?? '' }, actor)
      const shown = accountOut(account, accounts.webhookUrl(organizerId, account.gateway))
      return { status: 201, body: shown, headers: { etag: etagOf(account.version) } }
    },
  })
  route(app, {
    ...ACCOUNTS,
    method: 'PATCH',
    url: `${URL}/:account`,
    operationId: 'changeGatewayAccount',
    summary: 'Rename, switch on or off, or give new credentials of the same account',
    description: 'A disabled account takes no new payments; those it took can still be checked and refunded.',
    idempotency: 'natural',
    params: accountParams,
    body: accountPatch,
    responses: { 200: accountSchema },
    errors: [...refusals, paymentErrors.other_merchant, requestErrors.not_found, requestErrors.precondition_failed],
    handle: async call => {
      const { organizerId, params, body, actor } = call
      const version = requireVersion(call.header('if-match'))
      const account = await accounts.change({ organizerId, id: params.account, version }, body, actor)
      const shown = accountOut(account, accounts.webhookUrl(organizerId, account.gateway))
      return { status: 200, body: shown, headers: { etag: etagOf(account.version) } }
    },
  })
}

function webhookRoute(app: FastifyInstance, payments: Needed) {
  route(app, {
    method: 'POST',
    url: '/v1/gateways/:gateway/:organizer/webhooks',
    operationId: 'receiveGatewayWebhook',
    summary: 'What a payment gateway has to tell',
    description: 'Verified by its signature over the raw bytes, stored, answered, and only then acted upon.',
    tag: 'Payments',
    access: { kind: 'signature' },
    rate: 'webhook',
    idempotency: 'natural',
    rawBody: true,
    bodyLimit: WEBHOOK_BYTES,
    params: webhookParams,
    responses: { 200: webhookAnswer },
    errors: [paymentErrors.signature_refused, requestErrors.not_found],
    handle: async ({ params, request }) => {
      const { organizer: organizerId, gateway } = params
      const rawBody = request.rawBytes ?? Buffer.alloc(0)
      const received = await payments.receiveWebhook({ organizerId, gateway, rawBody, headers: request.headers })
      if (!received) throw requestErrors.not_found()
      return { status: 200, body: received }
    },
  })
}
