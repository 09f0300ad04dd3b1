import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { KeptMail, MailOfOrder } from './public.ts'

export type MailRow = {
  id: string
  cause: string
  recipient: string
  template: string
  subject: string
  locale: string
  orderId: string | null
}

/** Registers a mail: one for a recipient and a cause. Answers its id while it still has to be sent, null when it was. */
export async function registerMail(tx: Tx, organizerId: string, mail: MailRow): Promise<string | null> {
  const { rows } = await sql<{ id: string; state: string }>`
    insert into mails (organizer_id, id, cause, recipient, template, subject, locale, order_id)
    values (${organizerId}, ${mail.id}, ${mail.cause}, ${mail.recipient}, ${mail.template}, ${mail.subject}, ${mail.locale}, ${mail.orderId})
    on conflict (organizer_id, recipient, cause) do update set subject = excluded.subject returning id, state
  `.execute(tx)
  return rows[0] && rows[0].state !== 'sent' ? rows[0].id : null
}

export async function markMail(tx: Tx, mailId: string, state: 'sent' | 'failed', error: string | null): Promise<void> {
  await sql`
    update mails set state = ${state}, error = ${error}, sent_at = case when ${state} = 'sent' then clock_timestamp() end
     where organizer_id = current_organizer() and id = ${mailId}
  `.execute(tx)
}

export async function mailsOfOrder(tx: Tx, orderId: string): Promise<MailOfOrder[]> {
  const { rows } = await sql<MailOfOrder>`
    select id, template, recipient, subject, state, created_at, sent_at from mails
     where organizer_id = current_organizer() and order_id = ${orderId} order by created_at
  `.execute(tx)
  return rows
}

export async function keepMail(
  db: Db,
  mail: { id: string; recipient: string; subject: string; raw: Buffer },
): Promise<void> {
  await db.global(tx =>
    sql`insert into mailbox (id, recipient, subject, raw) values (${mail.id}, ${mail.recipient}, ${mail.subject}, ${mail.raw})`.execute(
      tx,
    ),
  )
}

export async function keptMails(db: Db, recipient: string | null): Promise<KeptMail[]> {
  const { rows } = await db.global(tx =>
    sql<KeptMail>`
      select id, recipient, subject, received_at from mailbox
       where (${recipient}::text is null or recipient ilike '%' || ${recipient} || '%') order by received_at desc limit 200
    `.execute(tx),
  )
  return rows
}

export async function keptMail(db: Db, id: string): Promise<(KeptMail & { raw: Buffer }) | null> {
  const { rows } = await db.global(tx =>
    sql<
      KeptMail & { raw: Buffer }
    >`select id, recipient, subject, received_at, raw from mailbox where id = ${id}`.execute(tx),
  )
  return rows[0] ?? null
}

export async function deleteKeptMails(db: Db, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await db.global(tx =>
    sql`
      delete from mailbox where id = any (array(
        select id from mailbox where received_at < clock_timestamp() - make_interval(days => ${days}) limit ${most}))
    `.execute(tx),
  )
  return Number(numAffectedRows ?? 0n)
}
