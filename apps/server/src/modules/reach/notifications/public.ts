import type { Subscriber } from '../../../platform/outbox/outbox.ts'

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
