import { newTenantUuid } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { type MailContent, renderText } from '../../../platform/mail/content.ts'
import { renderHtml } from '../../../platform/mail/layout.ts'
import type { Attachment, Mailer } from '../../../platform/mail/mailer.ts'
import { markMail, registerMail } from './mails.sql.ts'

export type Letter = {
  organizerId: string
  organizerName: string
  replyTo: string | null
  /** What it is sent for, e.g. the outbox event's id: the same cause never reaches the same recipient twice. */
  cause: string
  template: string
  to: { address: string; name: string | null }
  subject: string
  orderId: string | null
  content: MailContent
  attachments?: Attachment[]
}

/**
 * Sends one mail for a cause. A crash between the server's yes and our note sends it once more with the same Message-ID,
 * never as another mail. An address that refuses for good is noted and not tried again.
 */
export async function sendLetter(db: Db, mailer: Mailer, letter: Letter): Promise<void> {
  const mailId = await db.tenant(letter.organizerId, tx =>
    registerMail(tx, letter.organizerId, {
      id: newTenantUuid(letter.organizerId),
      cause: letter.cause,
      recipient: letter.to.address,
      template: letter.template,
      subject: letter.subject,
      locale: letter.content.locale,
      orderId: letter.orderId,
    }),
  )
  if (!mailId) return
  const outcome = await mailer.send({
    messageId: mailId,
    to: { address: letter.to.address, ...(letter.to.name ? { name: letter.to.name } : {}) },
    fromName: letter.organizerName,
    ...(letter.replyTo ? { replyTo: { address: letter.replyTo } } : {}),
    subject: letter.subject,
    locale: letter.content.locale,
    html: renderHtml(letter.content),
    text: renderText(letter.content),
    attachments: letter.attachments ?? [],
  })
  await db.tenant(letter.organizerId, tx =>
    markMail(tx, mailId, outcome.ok ? 'sent' : 'failed', outcome.ok ? null : outcome.reason.answer),
  )
}
