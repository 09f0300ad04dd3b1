import { useQuery } from '@tanstack/react-query'
import type { Availability } from '@tessera/sdk'
import { Notice } from '@tessera/ui/notice'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { availabilityQuery, type Offer, type PublicEvent } from '../api/listings.ts'
import { type Choice, choiceKey, stockOf } from './choice.ts'
import { DatePicker } from './date-picker.tsx'
import { OfferRow } from './offer-row.tsx'

const kinds = ['admission', 'add_on', 'merchandise'] as const

export type TicketDeskProps = { event: PublicEvent; choice: Choice; onChoose: (key: string, quantity: number) => void }

/** Choosing tickets: which date, how many of what. */
export function TicketDesk({ event, choice, onChoose }: TicketDeskProps) {
  const { t } = useTranslation('storefront')
  const { data: availability } = useQuery({
    ...availabilityQuery(event.id),
    enabled: event.state === 'published' && event.products.length > 0,
  })
  const open = event.dates.filter(date => date.state === 'scheduled')
  const dated = event.products.filter(offer => offer.date_ids)
  const pickable = open.filter(date => dated.some(offer => offer.date_ids?.includes(date.id)))
  const first = pickable.find(date => !isSoldOut(dated, date.id, availability)) ?? pickable[0]
  const [picked, setPicked] = useState<string | null>(null)
  const dateId = picked ?? first?.id ?? null
  return (
    <section id="tickets" aria-labelledby="tickets-title" className="scroll-mt-4">
      <h2 id="tickets-title" tabIndex={-1} className="display text-xl">
        {t('event.tickets')}
      </h2>
      <div className="mt-4 grid gap-8">
        {kinds.map(kind => {
          const offers = event.products
            .filter(offer => offer.kind === kind)
            .toSorted((a, b) => Number(isPast(a)) - Number(isPast(b)))
          if (offers.length === 0) return null
          const heading = kind === 'admission' ? 'h3' : 'h4'
          const picker = kind === 'admission' && pickable.length > 1 && dateId !== null && (
            <DatePicker
              dates={pickable}
              zone={event.timezone}
              value={dateId}
              onValueChange={setPicked}
              countOf={id => countOf(choice, id)}
              isSoldOut={id => isSoldOut(dated, id, availability)}
            />
          )
          return (
            <div key={kind} className="grid gap-3">
              {kind !== 'admission' && <h3 className="display text-lg">{t(`event.kind.${kind}`)}</h3>}
              <Offers {...{ event, choice, onChoose, availability, offers, dateId, heading, picker }} />
            </div>
          )
        })}
        {event.products.length === 0 && <Notice>{t('event.no_products')}</Notice>}
      </div>
    </section>
  )
}

type OffersProps = TicketDeskProps & {
  availability: Availability | undefined
  offers: Offer[]
  dateId: string | null
  heading: 'h3' | 'h4'
  picker: ReactNode
}

/** What is sold for the whole event, then the dates, then what is sold for the one that is picked. */
function Offers({ event, choice, onChoose, availability, offers, dateId, heading, picker }: OffersProps) {
  const { t } = useTranslation('storefront')
  const whole = offers.filter(offer => !offer.date_ids)
  const ofDate = offers.filter(offer => dateId !== null && offer.date_ids?.includes(dateId))
  const rows = (shown: Offer[], of: string | null) =>
    shown.map(offer => (
      <OfferRow
        key={offer.id}
        {...{ offer, choice, availability, heading, onChoose }}
        dateId={of}
        zone={event.timezone}
      />
    ))
  return (
    <>
      {whole.length > 0 && (
        <Sheet title={picker && ofDate.length > 0 ? t('event.all_dates') : undefined}>{rows(whole, null)}</Sheet>
      )}
      {picker}
      {ofDate.length > 0 && <Sheet>{rows(ofDate, dateId)}</Sheet>}
    </>
  )
}

function Sheet({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="rounded-lg border border-line bg-raised px-4 sm:px-5">
      {title && <p className="pt-4 text-sm font-medium text-quiet">{title}</p>}
      <ul className="divide-y divide-line">{children}</ul>
    </div>
  )
}

/** Can no longer be bought: told last. */
const isPast = (offer: Offer) => offer.sale_state === 'sold_out' || offer.sale_state === 'ended'

const countOf = (choice: Choice, dateId: string) =>
  Object.entries(choice).reduce((sum, [key, quantity]) => (key.endsWith(`/${dateId}`) ? sum + quantity : sum), 0)

/** Every product of the date is gone. */
function isSoldOut(offers: Offer[], dateId: string, availability: Availability | undefined): boolean {
  const keys = offers
    .filter(offer => offer.kind === 'admission' && offer.date_ids?.includes(dateId))
    .flatMap(offer =>
      offer.variants.length > 0
        ? offer.variants.map(variant => choiceKey(offer.id, variant.id, dateId))
        : [choiceKey(offer.id, null, dateId)],
    )
  return keys.length > 0 && keys.every(key => stockOf(availability, key).state === 'sold_out')
}
