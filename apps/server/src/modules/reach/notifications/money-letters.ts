import { formatId } from '@tessera/kernel/ids'
import { formatMoney, type Money } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { MailContent } from '../../../platform/mail/content.ts'
import { plain, prose } from '../../../platform/mail/markup.ts'
import type { EventHead } from '../../catalog/events/public.ts'
import type { OrganizerProfile } from '../../people/organizers/public.ts'
import type { Order } from '../../sales/orders/public.ts'
import type { DisputeState } from '../../sales/payments/public.ts'

export type MoneyLetterKind = 'suspicious' | `dispute_${DisputeState}`

export type MoneyMatter = {
  order: Pick<Order, 'id' | 'code'>
  event: Pick<EventHead, 'title' | 'defaultLocale'>
  organizer: Pick<OrganizerProfile, 'name' | 'accent'>
  amount: Money
  gateway: string
  /** Where to find it at the gateway. */
  reference: string | null
}

/** What those who look after the money are told. Of the buyer it says nothing: who that is stands in the order. */
export function moneyLetter(
  i18n: I18n,
  kind: MoneyLetterKind,
  { order, event, organizer, amount, gateway, reference }: MoneyMatter,
  { name, locale, origin }: { name: string; locale: string; origin: string },
): { subject: string; content: MailContent } {
  const money = formatMoney(amount, locale)
  const title = translate(event.title, locale, [event.defaultLocale])
  const params = { name, code: order.code, organizer: organizer.name, amount: money }
  const t = (key: string) => i18n.t(locale, `notifications.money.${key}`, params)
  return {
    subject: t(`${kind}.subject`),
    content: {
      locale,
      preheader: t(`${kind}.text`),
      heading: t(`${kind}.heading`),
      blocks: [
        { kind: 'text', text: prose`${t('greeting')}\n\n${t(`${kind}.text`)}` },
        {
          kind: 'facts',
          rows: [
            { label: t('order'), value: order.code },
            { label: t('event'), value: title },
            { label: t('amount'), value: money },
            { label: t('gateway'), value: [gateway, reference].filter(Boolean).join('\n') },
          ],
        },
        { kind: 'button', label: t('open'), url: `${origin}/console/orders/${formatId('ord', order.id)}` },
      ],
      sender: { name: organizer.name, ...(organizer.accent ? { accent: organizer.accent } : {}) },
      footer: [plain(t('footer'))],
    },
  }
}
