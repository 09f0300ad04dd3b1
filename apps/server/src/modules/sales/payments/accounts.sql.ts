import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** An organizer's account at a gateway, without its credentials. */
export type GatewayAccount = {
  id: string
  organizerId: string
  gateway: string
  label: string
  enabled: boolean
  flow: 'redirect' | 'embedded'
  merchant: string | null
  livemode: boolean
  version: number
  createdAt: Date
  changedAt: Date
}

export type SealedAccount = GatewayAccount & { credentials: Buffer }

const COLUMNS = sql`id, organizer_id, gateway, label, enabled, flow, merchant, livemode, version, created_at, changed_at`

export async function selectAccounts(tx: Tx): Promise<GatewayAccount[]> {
  const { rows } = await sql<GatewayAccount>`
    select ${COLUMNS} from gateway_accounts where organizer_id = current_organizer() order by enabled desc, created_at, id
  `.execute(tx)
  return rows
}

/** With credentials, for opening it; disabled ones too: their payments can still be paid, checked and given back. */
export async function sealedAccounts(tx: Tx, gateway: string): Promise<SealedAccount[]> {
  const { rows } = await sql<SealedAccount>`
    select ${COLUMNS}, credentials from gateway_accounts
     where organizer_id = current_organizer() and gateway = ${gateway} order by enabled desc, created_at desc, id
  `.execute(tx)
  return rows
}

export async function sealedAccount(tx: Tx, id: string): Promise<SealedAccount | null> {
  const { rows } = await sql<SealedAccount>`
    select ${COLUMNS}, credentials from gateway_accounts where organizer_id = current_organizer() and id = ${id}
  `.execute(tx)
  return rows[0] ?? null
}

export type NewAccount = Pick<
  SealedAccount,
  'id' | 'organizerId' | 'gateway' | 'label' | 'flow' | 'merchant' | 'livemode' | 'credentials'
>

export async function insertAccount(tx: Tx, account: NewAccount): Promise<GatewayAccount> {
  const { rows } = await sql<GatewayAccount>`
    insert into gateway_accounts (organizer_id, id, gateway, label, flow, merchant, livemode, credentials)
    values (${account.organizerId}, ${account.id}, ${account.gateway}, ${account.label}, ${account.flow}, ${account.merchant}, ${account.livemode}, ${account.credentials})
    returning ${COLUMNS}
  `.execute(tx)
  return rows[0]!
}

export type AccountChange = {
  label: string | null
  enabled: boolean | null
  sealed: Pick<SealedAccount, 'credentials' | 'flow'> | null
}

export async function updateAccount(
  tx: Tx,
  id: string,
  version: number,
  { label, enabled, sealed }: AccountChange,
): Promise<GatewayAccount | null> {
  const { rows } = await sql<GatewayAccount>`
    update gateway_accounts
       set label = coalesce(${label}, label), enabled = coalesce(${enabled}::boolean, enabled),
           credentials = coalesce(${sealed?.credentials ?? null}::bytea, credentials), flow = coalesce(${sealed?.flow ?? null}, flow),
           version = version + 1, changed_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${id} and version = ${version}
     returning ${COLUMNS}
  `.execute(tx)
  return rows[0] ?? null
}

export async function enabledAccount(tx: Tx, gateway: string): Promise<GatewayAccount | null> {
  const { rows } = await sql<GatewayAccount>`
    select ${COLUMNS} from gateway_accounts where organizer_id = current_organizer() and gateway = ${gateway} and enabled
  `.execute(tx)
  return rows[0] ?? null
}
