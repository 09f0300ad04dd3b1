import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, eventQuery } from '../api/events.ts'
import { addPool, createProduct, type Product, productsQuery } from '../api/products.ts'
import { PageForm } from '../forms/page-form.tsx'
import { useOrganizer } from '../session.ts'
import { posterOfEvent } from '../start/poster-of.ts'
import { PosterPreview } from '../start/poster-preview.tsx'
import { StartShell } from '../start/start-shell.tsx'
import { countOf, isComplete, newRow, type TicketRow, TicketRows } from '../start/ticket-rows.tsx'

export const Route = createFileRoute('/start/$event/tickets')({ component: TicketsStep })

/** A kind of ticket with a counted pool of its own; more intricate sharing comes under Capacity. */
async function saveTicket(organizer: string, event: Event, row: TicketRow): Promise<void> {
  const name = { [event.default_locale]: row.name.trim() }
  const price_minor = (row.price?.amountMinor ?? 0n).toString()
  const product = await createProduct(organizer, event.id, { kind: 'admission', name, price_minor })
  const capacity = countOf(row.count)
  if (typeof capacity === 'number')
    await addPool(organizer, event.id, { name: row.name.trim(), capacity, draws: [{ product_id: product.id }] })
}

function TicketsStep() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const [typed, setTyped] = useState<TicketRow[] | null>(null)
  const [first] = useState(() => newRow(t('start.ticket_default'), 'EUR'))
  const saved = products?.data.filter(product => !product.archived) ?? []
  const currency = event?.currency ?? 'EUR'
  const proposed = { ...first, count: '100', price: { amountMinor: 0n, currency } }
  const rows = typed ?? (saved.length > 0 ? [] : [proposed])
  const save = useMutation({
    mutationFn: async () => {
      let left = rows
      for (const row of rows) {
        await saveTicket(organizer.id, event!, row)
        left = left.filter(each => each.key !== row.key)
        // What is saved leaves the form at once: trying again after a failure makes nothing twice.
        setTyped([...left])
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: [organizer.id, 'event', eventId] }),
    onSuccess: () => navigate({ to: '/start/$event/publish', params: { event: eventId } }),
  })
  return (
    <StartShell
      step="tickets"
      title={t('start.tickets_title')}
      below={t('start.tickets_below')}
      eventId={eventId}
      aside={event && <PosterPreview poster={posterOfEvent(event, saved)} />}
    >
      {event && products ? (
        <PageForm className="grid gap-6" error={save.error} onSubmit={() => save.mutate()}>
          {saved.length > 0 && <SavedTickets products={saved} />}
          <TicketRows rows={rows} currency={currency} onChange={setTyped} optional={saved.length > 0} />
          <div className="flex justify-end">
            <Button
              type="submit"
              variant="primary"
              pending={save.isPending}
              disabled={!rows.every(isComplete) || rows.length + saved.length === 0}
            >
              {t('start.save_continue')}
            </Button>
          </div>
        </PageForm>
      ) : (
        <SkeletonText lines={5} />
      )}
    </StartShell>
  )
}

function SavedTickets({ products }: { products: readonly Product[] }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold">{t('start.tickets_there')}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {products.map(product => (
          <li key={product.id} className="flex items-baseline justify-between gap-4 px-4 py-2.5">
            <span className="font-medium">{said(product.name)}</span>
            <Money value={product.display_price} free />
          </li>
        ))}
      </ul>
      <p className="text-quiet">{t('start.tickets_there_hint')}</p>
    </section>
  )
}
