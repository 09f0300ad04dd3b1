import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { MailHeaderError } from './envelope-check.ts'
import { createMailer, type Mailer, type OutgoingMail, parseMailAddress, type StoredMail } from './mailer.ts'

const from = { name: 'Tessera', address: 'tickets@tessera.example' }
const mail: OutgoingMail = {
  messageId: 'mal_01jabc.1',
  to: { name: 'Zoë Müller', address: 'zoe@example.org' },
  fromName: 'Grüne Bühne',
  replyTo: { address: 'haus@buehne.example' },
  subject: 'Ihre Karten für „Faust“',
  locale: 'de',
  html: '<p>Grüße</p>',
  text: 'Grüße\n.\n..Ende\n',
  attachments: [{ filename: 'Karten für Zoë.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') }],
  unsubscribeUrl: 'https://tessera.example/u/abc',
}

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]()
})

type Received = { raw: string; recipients: string[] }

/** A server on this machine that takes mail in the way real ones do; `answer` may refuse a recipient. */
async function startServer(answer: (recipient: string) => { responseCode: number } | null = () => null) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(address, _session, callback) {
      const failure = answer(address.address)
      callback(failure && Object.assign(new Error('not taken'), failure))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ raw: Buffer.concat(chunks).toString('utf8'), recipients })
        callback()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  open.push({ [Symbol.asyncDispose]: () => new Promise<void>(resolve => server.close(resolve)) })
  return { received, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}

function mailerFor(url: string): Mailer {
  const mailer = createMailer({ transport: { kind: 'smtp', url, timeoutMs: 2_000 }, from })
  open.unshift(mailer)
  return mailer
}

function headerOf(parsed: ParsedMail, name: string): string | undefined {
  return parsed.headerLines.find(line => line.key === name)?.line.replace(/^[^:]*:\s*/, '')
}

describe('over SMTP', () => {
  test('a mail arrives as it was meant: both parts, names, attachment, dots at the start of a line', async () => {
    const server = await startServer()
    const mailer = mailerFor(server.url)
    expect(await mailer.verify()).toBe(true)
    expect(await mailer.send(mail)).toEqual({ ok: true, value: { messageId: '<mal_01jabc.1@tessera.example>' } })

    expect(server.received).toHaveLength(1)
    expect(server.received[0]?.recipients).toEqual(['zoe@example.org'])
    const parsed = await simpleParser(server.received[0]?.raw ?? '')
    expect(parsed.subject).toBe('Ihre Karten für „Faust“')
    expect(parsed.from?.value).toEqual([{ name: 'Grüne Bühne', address: 'tickets@tessera.example' }])
    expect(parsed.replyTo?.value[0]?.address).toBe('haus@buehne.example')
    expect(parsed.html).toBe('<p>Grüße</p>')
    expect(parsed.text).toBe('Grüße\n.\n..Ende\n')
    expect(
      parsed.attachments.map(({ filename, contentType, content }) => [filename, contentType, String(content)]),
    ).toEqual([['Karten für Zoë.pdf', 'application/pdf', '%PDF-1.7']])
    expect(headerOf(parsed, 'list-unsubscribe')).toBe('<https://tessera.example/u/abc>')
    expect(headerOf(parsed, 'content-language')).toBe('de')
  })

  test('a repeated send carries the same Message-ID', async () => {
    const server = await startServer()
    const mailer = mailerFor(server.url)
    await mailer.send(mail)
    await mailer.send(mail)
    const ids = await Promise.all(server.received.map(async ({ raw }) => (await simpleParser(raw)).messageId))
    expect(ids).toEqual(['<mal_01jabc.1@tessera.example>', '<mal_01jabc.1@tessera.example>'])
  })

  test('an address that is refused for good is an outcome, one that is busy is an error to try again', async () => {
    const server = await startServer(recipient => ({ responseCode: recipient.startsWith('busy') ? 450 : 550 }))
    const mailer = mailerFor(server.url)
    const outcome = await mailer.send({ ...mail, to: { address: 'gone@example.org' } })
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'mail.rejected', status: 550 } })
    await expect(mailer.send({ ...mail, to: { address: 'busy@example.org' } })).rejects.toThrow()
    expect(server.received).toHaveLength(0)
  })

  test('a server that is not there is an error, and verify says so', async () => {
    const mailer = mailerFor('smtp://127.0.0.1:1')
    expect(await mailer.verify()).toBe(false)
    await expect(mailer.send(mail)).rejects.toThrow()
  })
})

describe('headers', () => {
  const injected = 'x\r\nBcc: thief@example.org'
  const hostile: [string, Partial<OutgoingMail>][] = [
    ['subject', { subject: injected }],
    ['subject with a bare line feed', { subject: 'a\nb' }],
    ['from name', { fromName: injected }],
    ['name of the recipient', { to: { name: injected, address: 'a@example.org' } }],
    ['address with a line break', { to: { address: `a@example.org\r\nBcc: b@example.org` } }],
    ['two recipients in one', { to: { address: 'a@example.org,b@example.org' } }],
    ['a group', { to: { address: 'all: a@example.org;' } }],
    ['a name inside the address', { to: { address: 'A <a@example.org>' } }],
    ['an SMTP command in the address', { to: { address: 'a@example.org> NOTIFY=NEVER' } }],
    ['reply-to', { replyTo: { address: injected } }],
    ['message id', { messageId: 'a>\r\nX: y' }],
    ['locale', { locale: 'de\r\nX: y' }],
    ['attachment name', { attachments: [{ filename: injected, contentType: 'text/plain', content: Buffer.alloc(0) }] }],
    ['attachment path', { attachments: [{ filename: '../a', contentType: 'text/plain', content: Buffer.alloc(0) }] }],
    ['attachment type', { attachments: [{ filename: 'a', contentType: injected, content: Buffer.alloc(0) }] }],
    ['unsubscribe address', { unsubscribeUrl: `https://a.example/>\r\nX: y` }],
  ]

  test.each(hostile)('%s cannot add a header or a recipient: nothing is sent', async (_name, change) => {
    const stored: StoredMail[] = []
    const mailer = createMailer({ transport: { kind: 'mailbox', store: async one => void stored.push(one) }, from })
    await expect(mailer.send({ ...mail, ...change })).rejects.toBeInstanceOf(MailHeaderError)
    expect(stored).toEqual([])
  })

  test('a sender cannot pretend to be another address by its name', async () => {
    const server = await startServer()
    await mailerFor(server.url).send({ ...mail, fromName: 'service@bank.example' })
    const parsed = await simpleParser(server.received[0]?.raw ?? '')
    expect(parsed.from?.value).toEqual([{ name: 'service bank.example', address: 'tickets@tessera.example' }])
  })
})

test('a sender is read as operators write it', () => {
  expect(parseMailAddress('Tessera <tickets@localhost>')).toEqual({ name: 'Tessera', address: 'tickets@localhost' })
  expect(parseMailAddress(' tickets@tessera.example ')).toEqual({ address: 'tickets@tessera.example' })
  for (const text of ['', 'Tessera', 'A <a@x>, B <b@x>', 'a@x\r\nBcc: b@x']) {
    expect(() => parseMailAddress(text), text).toThrow(MailHeaderError)
  }
})

test('the mailbox keeps the very message that would have been sent', async () => {
  const stored: StoredMail[] = []
  const mailer = createMailer({ transport: { kind: 'mailbox', store: async one => void stored.push(one) }, from })
  open.push(mailer)
  await mailer.send(mail)
  expect(stored).toMatchObject([
    { messageId: '<mal_01jabc.1@tessera.example>', to: 'zoe@example.org', subject: mail.subject },
  ])
  const parsed = await simpleParser(stored[0]?.raw ?? '')
  expect([parsed.subject, parsed.html, parsed.attachments.length]).toEqual([mail.subject, mail.html, 1])
  expect(stored[0]?.raw.includes('\r\n')).toBe(true)
})
