import type { CalendarWriter } from '../../../platform/calendar/calendar-writer.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { DocumentRenderer } from '../../../platform/documents/document-renderer.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { Catalog, WholeEvent } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { type OrderCalendarInput, orderCalendar, orderCancellation } from './order-calendar.ts'
import { type Buyer, type CalendarNotice, type Ticket, ticketErrors } from './public.ts'
import { type Picture, ticketPages } from './ticket-pages.ts'
import { datesOf } from './ticket-texts.ts'
import { type ShownTicket, selectForCalendar, selectShown } from './tickets.sql.ts'
import { type WalletPass, walletPass } from './wallet-pass.ts'

export type DocumentDeps = {
  db: Db
  catalog: Pick<Catalog, 'whole'>
  organizers: Pick<Organizers, 'get'>
  documents: DocumentRenderer
  calendars: CalendarWriter
  i18n: I18n
  /** The stored picture of an event in one of its sizes. */
  pictures(fileId: string, size: string): Promise<Picture | null>
  /** Where buyers reach us, without a slash at its end. */
  origin: string
  codeOf(ticket: Ticket): Promise<string>
  /** Stands for an organizer who names no address of their own. */
  mailFrom: string
}

/** What a buyer keeps of a paid order. An order without valid tickets, or for what is called off, has no page and no byte of a code; its calendar takes itself out. */
export type OrderDocuments = {
  pdf(organizerId: string, orderId: string, locale: string): Promise<Buffer>
  calendar(organizerId: string, orderId: string, locale: string): Promise<string>
  cancellation(organizerId: string, orderId: string, buyer: Buyer): Promise<CalendarNotice | null>
  wallet(organizerId: string, orderId: string, ticketId: string, locale: string): Promise<WalletPass>
}

const TEMPLATE = new URL('./ticket.typ', import.meta.url)

export function createOrderDocuments(deps: DocumentDeps): OrderDocuments {
  return {
    pdf: async (organizerId, orderId, locale) => {
      const { whole, tickets, organizer } = await read(deps, organizerId, orderId)
      const withCodes = await Promise.all(tickets.map(async ticket => ({ ...ticket, code: await deps.codeOf(ticket) })))
      const photo = await photoOf(deps, whole.event)
      const pages = ticketPages(deps.i18n, { head: whole.event, organizer, tickets: withCodes, locale, photo })
      // The moment of issue and not of rendering: the same tickets give the same bytes.
      const createdAt = new Date(Math.max(...tickets.map(ticket => ticket.issuedAt.getTime())))
      return deps.documents.renderPdf(TEMPLATE, pages, { createdAt })
    },
    calendar: async (organizerId, orderId, locale) => {
      const source = await readCalendar(deps, organizerId, orderId, locale)
      if (!source) throw ticketErrors.none()
      return orderCalendar(deps.calendars, deps.i18n, source.input)
    },
    cancellation: async (organizerId, orderId, { name, email, locale }) => {
      const source = await readCalendar(deps, organizerId, orderId, locale)
      if (!source) return null
      const { input, organizer } = source
      const from = { name: organizer.name, email: organizer.contactEmail ?? deps.mailFrom }
      return orderCancellation(deps.calendars, deps.i18n, input, { organizer: from, attendee: { name, email } })
    },
    wallet: async (organizerId, orderId, ticketId, locale) => {
      const { whole, tickets, organizer } = await read(deps, organizerId, orderId)
      const ticket = tickets.find(candidate => candidate.id === ticketId)
      if (!ticket) throw requestErrors.not_found()
      const code = await deps.codeOf(ticket)
      return walletPass(deps.i18n, { event: whole.event, organizer, ticket, code, locale, origin: deps.origin })
    },
  }
}

/** The size that messengers show: wide like the ticket's picture, and sharp enough for paper. */
const PHOTO_SIZE = 'card'

/** The organizer's own picture. A ticket is never late or missing for want of it: then it shows the mosaic. */
async function photoOf(deps: DocumentDeps, { picture }: WholeEvent['event']): Promise<Picture | null> {
  if (!picture?.sizes.some(({ name }) => name === PHOTO_SIZE)) return null
  return deps.pictures(picture.fileId, PHOTO_SIZE).catch(() => null)
}

type Shown = { whole: WholeEvent; tickets: ShownTicket[]; organizer: { name: string; website: string | null } }

async function read({ db, catalog, organizers }: DocumentDeps, organizerId: string, orderId: string): Promise<Shown> {
  const organizer = await organizers.get(organizerId)
  return db.tenant(organizerId, async tx => {
    const valid = await selectShown(tx, orderId)
    const whole = valid[0] && (await catalog.whole(tx, valid[0].eventId))
    const tickets = whole ? valid.filter(ticket => takesPlace(whole.event, ticket.dateId)) : []
    if (!whole || !organizer || tickets.length === 0) throw ticketErrors.none()
    return { whole, tickets, organizer }
  })
}

/** A paper that opens nothing is not printed. */
function takesPlace(event: WholeEvent['event'], dateId: string | null): boolean {
  return event.state !== 'cancelled' && datesOf(event, dateId).some(date => date.state === 'scheduled')
}

type CalendarSource = { input: OrderCalendarInput; organizer: { name: string; contactEmail: string | null } }

async function readCalendar(
  { db, catalog, organizers, origin }: DocumentDeps,
  organizerId: string,
  orderId: string,
  locale: string,
): Promise<CalendarSource | null> {
  const organizer = await organizers.get(organizerId)
  return db.tenant(organizerId, async tx => {
    const tickets = await selectForCalendar(tx, orderId)
    const whole = tickets[0] && (await catalog.whole(tx, tickets[0].eventId))
    if (!whole || !organizer) return null
    return { input: { event: whole.event, organizer, tickets, locale, origin }, organizer }
  })
}
