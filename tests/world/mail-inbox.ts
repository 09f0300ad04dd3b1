import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { callbackify } from 'node:util'
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type Mail = { to: string; subject: string; text: string; html: string; attachments: Attachment[] }

/** A mail server of its own that takes everything and keeps it, as the post office of all inboxes. */
export type Inbox = {
  url: string
  mails: readonly Mail[]
  of(address: string): Mail[]
  /** The newest mail to this address whose subject fits; says what there is when none does. */
  newest(address: string, subject?: RegExp): Mail
} & AsyncDisposable

export async function startInbox(): Promise<Inbox> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 200,
    onData: (stream, session, done) => {
      const keep = async () => {
        const mail = await simpleParser(stream)
        for (const { address } of session.envelope.rcptTo) mails.push(received(address, mail))
      }
      callbackify(keep)(done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const of = (address: string) => mails.filter(mail => mail.to === address)
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    of,
    newest: (address, subject = /./) => {
      const found = of(address).findLast(mail => subject.test(mail.subject))
      if (found) return found
      const there = of(address).map(mail => mail.subject)
      throw new Error(`no mail to ${address} fits ${subject.source}; there are: ${JSON.stringify(there)}`)
    },
    [Symbol.asyncDispose]: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function received(address: string, mail: ParsedMail): Mail {
  return {
    to: address,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    attachments: mail.attachments,
  }
}

/** The link in a mail whose path begins so. */
export function linkIn(mail: Mail, path: string): URL {
  const links = [...mail.text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)]
    .map(([link]) => URL.parse(link))
    .filter(link => link !== null)
  const found = links.find(link => link.pathname.startsWith(path))
  if (!found) throw new Error(`no link to ${path} in ${mail.text}`)
  return found
}

/** What stands behind the `#` of a link: no server is told it, so the page must send it. */
export const fragmentOf = (link: URL): URLSearchParams => new URLSearchParams(link.hash.slice(1))
