import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import { createTransport } from 'nodemailer'
import { checkMail, toAddress } from './envelope-check.ts'

export type MailAddress = { name?: string; address: string }

export type Attachment = { filename: string; contentType: string; content: Uint8Array }

export type OutgoingMail = {
  /** Says which mail this is, without angle brackets or domain: a repeated send is recognisably the same mail. */
  messageId: string
  to: MailAddress
  /** The name beside the platform's own address: `Opera House` <tickets@…>. */
  fromName?: string
  replyTo?: MailAddress
  subject: string
  locale: string
  html: string
  text: string
  attachments?: readonly Attachment[]
  /** For mail that was not asked for one by one: an https address that accepts a POST (RFC 8058). */
  unsubscribeUrl?: string
}

export type StoredMail = { messageId: string; to: string; subject: string; raw: Buffer }

export type MailTransport =
  | { kind: 'smtp'; url: string; timeoutMs?: number }
  /** Keeps the finished message instead of sending it: for a demo, and for tests. */
  | { kind: 'mailbox'; store: (mail: StoredMail) => Promise<void> }

export type MailerOptions = { transport: MailTransport; from: MailAddress }

/** The receiving side says this mail will never be taken: wrong address, full stop. Trying again is of no use. */
export type MailRejected = { code: 'mail.rejected'; status: number; answer: string }

export type Mailer = {
  /** Throws when the server cannot be reached or is busy (the job tries again); a refusal for good is an outcome. */
  send(mail: OutgoingMail): Promise<Outcome<{ messageId: string }, MailRejected>>
  /** Whether the server can be reached and lets us in. */
  verify(): Promise<boolean>
  [Symbol.asyncDispose](): Promise<void>
}

/** Reads `Name <address>` or a bare address, as an operator writes the sender. */
export function parseMailAddress(text: string): MailAddress {
  const [, name = '', bracketed] = /^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(text) ?? []
  const address = bracketed === undefined ? { address: text.trim() } : { name, address: bracketed }
  checkMail({ from: address })
  return address
}

const TIMEOUT_MS = 15_000
const CONNECTIONS = 3

export function createMailer(options: MailerOptions): Mailer {
  checkMail({ from: options.from })
  const domain = options.from.address.slice(options.from.address.lastIndexOf('@') + 1)
  const compose = (mail: OutgoingMail) => composeMessage(mail, options.from, domain)
  const { transport } = options
  return transport.kind === 'smtp' ? smtpMailer(transport, compose) : mailboxMailer(transport, compose)
}

type Compose = (mail: OutgoingMail) => ReturnType<typeof composeMessage>

function composeMessage(mail: OutgoingMail, from: MailAddress, domain: string) {
  checkMail(mail)
  const unsubscribe = mail.unsubscribeUrl
  return {
    from: toAddress({ ...from, ...(mail.fromName ? { name: mail.fromName } : {}) }),
    to: toAddress(mail.to),
    ...(mail.replyTo ? { replyTo: toAddress(mail.replyTo) } : {}),
    subject: mail.subject,
    messageId: `<${mail.messageId}@${domain}>`,
    html: mail.html,
    text: mail.text,
    attachments: (mail.attachments ?? []).map(attachment => ({
      ...attachment,
      content: Buffer.from(attachment.content),
    })),
    headers: {
      'Content-Language': mail.locale,
      // Out-of-office answers to a machine help nobody.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(unsubscribe
        ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function smtpMailer(options: { url: string; timeoutMs?: number }, compose: Compose): Mailer {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const smtp = createTransport({
    url: options.url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      const message = compose(mail)
      try {
        await smtp.sendMail(message)
        return ok({ messageId: message.messageId })
      } catch (error) {
        const rejection = rejectionFrom(error)
        if (rejection) return refused(rejection)
        throw error
      }
    },
    verify: async () => {
      try {
        return await smtp.verify()
      } catch {
        return false
      }
    },
    [Symbol.asyncDispose]: async () => smtp.close(),
  }
}

function mailboxMailer(options: { store: (mail: StoredMail) => Promise<void> }, compose: Compose): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail) {
      const message = compose(mail)
      const { message: raw } = await composer.sendMail(message)
      if (!Buffer.isBuffer(raw)) throw new TypeError('The composed mail is not a buffer')
      await options.store({ messageId: message.messageId, to: mail.to.address, subject: mail.subject, raw })
      return ok({ messageId: message.messageId })
    },
    verify: async () => true,
    [Symbol.asyncDispose]: async () => composer.close(),
  }
}

/** Only an answer of 5xx to this recipient or this message is final; one to our log-in is a fault of the set-up. */
function rejectionFrom(error: unknown): MailRejected | null {
  if (!(error instanceof Error)) return null
  const { responseCode, response, code } = error as Error & { responseCode?: number; response?: string; code?: string }
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (!isAboutMail || responseCode === undefined || responseCode < 500 || responseCode > 599) return null
  return { code: 'mail.rejected', status: responseCode, answer: response ?? '' }
}
