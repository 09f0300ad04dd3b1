import type { MailAddress, OutgoingMail } from './mailer.ts'

/** A value would have changed the headers of a mail. It is a defect or an attack; nothing is sent. */
export class MailHeaderError extends Error {
  override readonly name = 'MailHeaderError'
  readonly code = 'mail.invalid_header'
}

/** Line ends and other controls, and marks that turn the direction of writing to hide how a name ends. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u
/** One mailbox: no list, no comment, no quoted part, no route. */
const ADDRESS = /^[^\s@<>()[\]:;,"\\]{1,64}@[^\s@<>()[\]:;,"\\]{1,255}$/
const MESSAGE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{5,199}$/
const MAX_SUBJECT = 250
const MAX_NAME = 120

export function checkMail(mail: { from: MailAddress } | OutgoingMail): void {
  if ('from' in mail) {
    checkAddress('from', mail.from)
    return
  }
  checkAddress('to', mail.to)
  if (mail.replyTo) checkAddress('reply-to', mail.replyTo)
  if (mail.fromName !== undefined) checkLine('from name', mail.fromName, MAX_NAME)
  checkLine('subject', mail.subject, MAX_SUBJECT)
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(mail.locale)) refuse('locale')
  if (!MESSAGE_ID.test(mail.messageId)) refuse('message id')
  for (const { filename, contentType } of mail.attachments ?? []) {
    checkLine('attachment name', filename, MAX_NAME)
    if (/[/\\]/.test(filename) || !/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.-]+)*$/.test(contentType)) refuse('attachment')
  }
  if (mail.unsubscribeUrl !== undefined) {
    checkLine('unsubscribe address', mail.unsubscribeUrl, 2_000)
    if (URL.parse(mail.unsubscribeUrl)?.protocol !== 'https:' || /[<>\s]/.test(mail.unsubscribeUrl))
      refuse('unsubscribe address')
  }
}

function checkAddress(field: string, { name, address }: MailAddress): void {
  if (name !== undefined) checkLine(field, name, MAX_NAME)
  if (!ADDRESS.test(address) || CONTROLS.test(address)) refuse(field)
}

function checkLine(field: string, value: string, maxLength: number): void {
  if (CONTROLS.test(value) || value.length > maxLength) refuse(field)
}

function refuse(field: string): never {
  throw new MailHeaderError(`The ${field} of a mail is not valid`)
}

/** A display name that contains an address pretends to come from there: the `@` is taken out of it. */
export function toAddress({ name, address }: MailAddress): { name: string; address: string } {
  return { name: (name ?? '').replaceAll(/[@＠﹫]/g, ' ').trim(), address }
}
