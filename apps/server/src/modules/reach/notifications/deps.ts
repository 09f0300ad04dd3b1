import type { Db } from '../../../platform/db/db.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { Mailer } from '../../../platform/mail/mailer.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { Orders } from '../../sales/orders/public.ts'
import type { Payments } from '../../sales/payments/public.ts'
import type { Tickets } from '../../sales/tickets/public.ts'

export type NotificationsDeps = {
  db: Db
  mailer: Mailer
  i18n: I18n
  origin: string
  organizers: Pick<Organizers, 'get' | 'invitationMail' | 'peopleWith'>
  catalog: Pick<Catalog, 'heads'>
  orders: Pick<Orders, 'get' | 'linkOf' | 'resendRecipient' | 'paidIdsOfEvent'>
  payments: Pick<Payments, 'ofOrder'>
  tickets: Pick<Tickets, 'pdfOfOrder' | 'calendarOfOrder' | 'cancellationOfOrder'>
}
