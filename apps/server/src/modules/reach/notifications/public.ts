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

/** The mailbox of an installation without a mail server. */
export type Mailbox = {
  list(recipient: string | null): Promise<KeptMail[]>
  get(id: string): Promise<(KeptMail & { raw: Buffer }) | null>
}
