import type { FastifyInstance } from 'fastify'
import { simpleParser } from 'mailparser'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { handled, media, route } from '../../../platform/http/route.ts'
import { at, id, idOut, instantOut, wireId } from '../../../platform/http/wire.ts'
import type { Mailbox } from './public.ts'

const mailHead = z.object({ id: idOut('mal'), recipient: z.string(), subject: z.string(), received_at: instantOut })
const mailSchema = mailHead
  .extend({
    from: z.string(),
    html: z.string(),
    text: z.string(),
    attachments: z.array(
      z.object({ index: z.int(), filename: z.string(), content_type: z.string(), size_bytes: z.int() }),
    ),
  })
  .meta({ id: 'KeptMail' })

/** The mailbox of a demo without a mail server. Registered only there: it shows everybody's mail to everybody. */
export function mailboxRoutes(app: FastifyInstance, mailbox: Mailbox): void {
  const shared = {
    method: 'GET',
    tag: 'Demo',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
  } as const
  route(app, {
    ...shared,
    url: '/v1/mailbox',
    operationId: 'listKeptMails',
    summary: 'Mails of the demo, newest first',
    query: z.object({ recipient: z.string().max(254).optional() }),
    responses: { 200: z.object({ data: z.array(mailHead), next_cursor: z.null() }) },
    handle: async call => {
      const mails = await mailbox.list(call.query.recipient ?? null)
      return {
        status: 200,
        body: {
          data: mails.map(presentHead),
          next_cursor: null,
        },
      }
    },
  })
  route(app, {
    ...shared,
    url: '/v1/mailbox/:mail',
    operationId: 'getKeptMail',
    summary: 'One mail of the demo',
    params: z.object({ mail: id('mal') }),
    responses: { 200: mailSchema },
    handle: async call => {
      const mail = await mailbox.get(call.params.mail)
      if (!mail) throw requestErrors.not_found()
      return { status: 200, body: await presentWhole(mail) }
    },
  })
  route(app, {
    ...shared,
    url: '/v1/mailbox/:mail/attachments/:index',
    operationId: 'getKeptMailAttachment',
    summary: 'A file that came with a mail of the demo',
    params: z.object({ mail: id('mal'), index: z.coerce.number().int().min(0).max(20) }),
    responses: { 200: media('application/pdf', 'text/calendar') },
    handle: async call => {
      const mail = await mailbox.get(call.params.mail)
      const file = mail && (await simpleParser(mail.raw)).attachments[call.params.index]
      if (!file) throw requestErrors.not_found()
      const name = (file.filename ?? 'file').replaceAll(/[^\w.-]/g, '_')
      await call.reply
        .type(file.contentType)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(file.content)
      return handled
    },
  })
}

type Kept = NonNullable<Awaited<ReturnType<Mailbox['get']>>>

const presentHead = ({ id: mailId, recipient, subject, receivedAt }: Omit<Kept, 'raw'>) => ({
  id: wireId('mal', mailId),
  recipient,
  subject,
  received_at: at(receivedAt),
})

async function presentWhole(mail: Kept): Promise<z.input<typeof mailSchema>> {
  const parsed = await simpleParser(mail.raw)
  return {
    ...presentHead(mail),
    from: parsed.from?.text ?? '',
    html: parsed.html || '',
    text: parsed.text ?? '',
    attachments: parsed.attachments.map((file, index) => ({
      index,
      filename: file.filename ?? `file-${index + 1}`,
      content_type: file.contentType,
      size_bytes: file.size,
    })),
  }
}
