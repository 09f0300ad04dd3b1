import { Download, Wallet } from 'lucide-react'
import { Button } from '../src/button.tsx'
import { DateTime } from '../src/date-time.tsx'
import { PosterImage } from '../src/poster-image.tsx'
import { TicketCard } from '../src/ticket-card.tsx'
import { Section } from './section.tsx'

/** A pattern that looks like a code; the apps pass real ones. */
const modules = Array.from({ length: 33 }, (_, y) =>
  Array.from({ length: 33 }, (_, x) => {
    const corner = (left: number, top: number) => {
      const [dx, dy] = [x - left, y - top]
      if (dx < 0 || dy < 0 || dx > 7 || dy > 7) return undefined
      if (dx === 7 || dy === 7) return false
      return dx === 0 || dy === 0 || dx === 6 || dy === 6 || (dx > 1 && dx < 5 && dy > 1 && dy < 5)
    }
    return corner(0, 0) ?? corner(26, 0) ?? corner(0, 26) ?? ((x * 7 + y * 13 + ((x * y) % 5)) * 2654435761) % 7 < 3
  }),
)

export function TicketSample() {
  return (
    <Section title="Poster and ticket">
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_340px]">
        <TicketCard
          event="The Lighthouse Sessions"
          when={<DateTime at="2026-12-05T18:30:00Z" zone="Europe/Berlin" />}
          place="Speicher XI, Bremen"
          product="Weekend pass with camping"
          holder="Ada Brightwater"
          details={[{ label: 'Gate', value: 'B' }]}
          modules={modules}
          code="7K3Q-XN2P-45TD"
          seed="evt_lighthouse"
          counter="1 of 2"
          actions={
            <>
              <Button icon={<Wallet aria-hidden="true" />}>Add to wallet</Button>
              <Button variant="quiet" icon={<Download aria-hidden="true" />}>
                Download PDF
              </Button>
            </>
          }
        />
        <TicketCard
          event="Der zerbrochne Krug"
          when={<DateTime at="2026-11-28T18:30:00Z" zone="Europe/Berlin" />}
          place="Stadttheater, großes Haus"
          product="Parkett"
          details={[
            { label: 'Row', value: '4' },
            { label: 'Seat', value: '12' },
          ]}
          modules={modules}
          code="QM4D-0ZVA-88KW"
          seed="evt_krug"
          state="used"
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <PosterImage seed="evt_one" />
        <PosterImage seed="evt_two" />
        <PosterImage seed="evt_three" />
      </div>
    </Section>
  )
}
