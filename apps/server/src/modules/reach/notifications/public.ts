import { defineEvent, type Subscriber } from '../../../platform/outbox/outbox.ts'

/** A mail of an installation without a mail server, for its mailbox page. */
export type KeptMail = { id: string; recipient: string; subject: string; receivedAt: Date }

export type MailOfOrder = {
  id: string
  template: string
  recipient: string
  subject: string
  state: 'queued' | 'sent' | 'failed'
  createdAt: Date
  sentAt: Date | null
}

export type Notifications = {
  subscribers: Subscriber[]
}

/** The mailbox of an installation without a mail server. */
export type Mailbox = {
  list(recipient: string | null): Promise<KeptMail[]>
  get(id: string): Promise<(KeptMail & { raw: Buffer }) | null>
}

/** What the buyers of an event are being told, from which order on, and which event of the outbox it goes back to. */
export type EventNews = {
  kind: 'eventCancelled' | 'dateCancelled' | 'postponed' | 'rescheduled'
  words: string | null
  date_ids: string[] | null
  cause: string
  after: string | null
}

/** The next chunk of buyers is to be told. */
export const eventNewsDue = defineEvent<EventNews>('notifications.event_news')
