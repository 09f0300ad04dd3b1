import pg from 'pg'
import { demoContent } from './content/demo-content.ts'

/**
 * The demo's orders are weeks old (`spreadOverTime`); here what happened to them follows: stories, refunds, tickets, mails.
 * The application may add to an order's story and never rewrite it, so this is done by the schema's owner, only to what was
 * written while the demo was made, and only where it is not done already. The journal and the audit trail keep the moment
 * at which they were really written.
 */
export async function backdateStories(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera demo' })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>('select id from organizers where slug = any ($1) and demo', [
      demoContent.organizers.map(organizer => organizer.slug),
    ])
    for (const { id } of rows) {
      await client.query('begin')
      await client.query("select set_config('app.organizer_id', $1, true)", [id])
      for (const statement of [MAILS, REFUNDS, TICKETS, STORIES]) await client.query(statement, [id])
      await client.query('commit')
    }
  } finally {
    await client.end()
  }
}

const ROUNDS = 8
const ROUND_MS = 15_000

/** Once now, and some times more while the mails of a demo that was just made go out. */
export async function keepStoriesInThePast(ownerUrl: string, stopped: Promise<unknown>): Promise<void> {
  await backdateStories(ownerUrl)
  let rounds = ROUNDS
  const timer = setInterval(() => {
    if (--rounds === 0) clearInterval(timer)
    // A demo with a mail of today in it is no reason to end.
    backdateStories(ownerUrl).catch(() => undefined)
  }, ROUND_MS).unref()
  void stopped.then(() => clearInterval(timer))
}

/** Orders that were put into the past, and when their buyers changed their minds, if they did. */
const MOVED = `
  with made as (
    select created_at + interval '30 minutes' as until from organizers where id = $1
  ), moved as (
    select o.id, o.placed_at, coalesce(o.paid_at, o.placed_at + interval '90 seconds') as paid_at,
           o.placed_at + (made.until - o.placed_at) * 0.35 as later_at, made.until
      from orders o, made
     where o.organizer_id = $1 and o.placed_at < made.until - interval '2 hours'
  )`

/** Of each kind the first mail: another one was asked for by somebody who looked at the demo. */
const MAILS = `${MOVED}, firsts as (
    select distinct on (order_id, template) id, order_id, template from mails
     where organizer_id = $1 and order_id is not null order by order_id, template, created_at
  ), dated as (
    select f.id, case f.template when 'order.refunded' then m.later_at + interval '1 minute'
                                 when 'order.over' then m.later_at + interval '2 minutes'
                                 when 'order.cancelled' then m.placed_at + interval '16 minutes'
                                 else m.paid_at + interval '20 seconds' end as at
      from firsts f join moved m on m.id = f.order_id
     where f.template in ('order.paid', 'order.refunded', 'order.over', 'order.cancelled')
  )
  update mails x set created_at = d.at, sent_at = case when x.sent_at is not null then d.at end
    from dated d where x.organizer_id = $1 and x.id = d.id and x.created_at > d.at + interval '1 hour'`

const REFUNDS = `${MOVED}
  update refunds r set created_at = m.later_at, settled_at = case when r.settled_at is not null then m.later_at + interval '30 seconds' end
    from moved m where r.organizer_id = $1 and r.order_id = m.id and r.created_at < m.until and r.created_at > m.later_at + interval '1 hour'`

const TICKETS = `${MOVED}
  update tickets t set issued_at = m.paid_at, voided_at = case when t.voided_at is not null then m.later_at end
    from moved m where t.organizer_id = $1 and t.order_id = m.id and t.issued_at < m.until and t.issued_at > m.paid_at + interval '1 hour'`

/** What came together stays in its sequence. */
const STORIES = `${MOVED}, written as (
    select t.id, t.kind, m.placed_at, m.paid_at, m.later_at, t.at - min(t.at) over (partition by t.order_id) as after
      from order_timeline t join moved m on m.id = t.order_id
     where t.organizer_id = $1 and t.at < m.until and t.at > m.later_at + interval '1 hour'
  ), dated as (
    select id, case when kind in ('lines_cancelled', 'refund_requested', 'refunded') then later_at
                    when kind = 'paid' then paid_at
                    when kind = 'payment_failed' then placed_at + interval '70 seconds'
                    when kind = 'cancelled' then placed_at + interval '15 minutes'
                    else placed_at end + after as at
      from written
  )
  update order_timeline t set at = d.at from dated d where t.organizer_id = $1 and t.id = d.id`
