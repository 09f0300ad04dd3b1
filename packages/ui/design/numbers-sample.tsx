import { CreditCard, Mail, ScanLine, Undo2 } from 'lucide-react'
import { Card } from '../src/card.tsx'
import { DateRange, DateTime } from '../src/date-time.tsx'
import { Money } from '../src/money.tsx'
import { CapacityBar, ProgressBar } from '../src/progress-bar.tsx'
import { StatTile } from '../src/stat-tile.tsx'
import { Timeline } from '../src/timeline.tsx'
import { Section } from './section.tsx'

const at = (iso: string) => <DateTime at={iso} zone="Europe/Berlin" format="short" />

export function NumbersSample() {
  return (
    <Section title="Numbers and history">
      <Figures />
      <div className="grid items-start gap-4 md:grid-cols-2">
        <History />
        <Formats />
      </div>
    </Section>
  )
}

function Figures() {
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <StatTile
        label="Sold this week"
        value={<Money value={{ amount_minor: '1284500', currency: 'EUR' }} />}
        change={{ text: '18 % more than last week', direction: 'up', good: true }}
      />
      <StatTile label="Tickets" value="312" change={{ text: '4 fewer than planned', direction: 'down', good: false }} />
      <StatTile label="Capacity" value="78 %">
        <CapacityBar sold={312} held={14} capacity={400} />
      </StatTile>
      <StatTile label="Checked in" value="" loading />
    </div>
  )
}

function History() {
  return (
    <Card title="What happened">
      <Timeline
        label="History of the order"
        entries={[
          {
            id: '1',
            title: 'Refunded 29.00 €',
            when: at('2026-11-21T09:00:00Z'),
            by: 'Lena Vogt',
            icon: <Undo2 />,
            tone: 'warning',
            children: 'Bought one too many.',
          },
          {
            id: '2',
            title: 'Entered at gate B',
            when: at('2026-11-20T18:31:00Z'),
            icon: <ScanLine />,
            tone: 'success',
          },
          { id: '3', title: 'Tickets sent', when: at('2026-11-20T18:03:00Z'), icon: <Mail /> },
          {
            id: '4',
            title: 'Paid 58.00 €',
            when: at('2026-11-20T18:02:00Z'),
            icon: <CreditCard />,
            tone: 'success',
          },
        ]}
      />
    </Card>
  )
}

function Formats() {
  return (
    <Card title="Formats">
      <ul className="grid gap-2 text-sm">
        <li>
          <DateTime at="2026-12-05T18:30:00Z" zone="Europe/Berlin" showZone />
        </li>
        <li>
          <DateRange from="2026-12-05T18:30:00Z" to="2026-12-05T21:30:00Z" zone="Europe/Berlin" />
        </li>
        <li>
          <DateRange from="2027-06-11T10:00:00Z" to="2027-06-13T20:00:00Z" zone="Europe/Berlin" format="days" />
        </li>
        <li>
          <Money value={{ amount_minor: '0', currency: 'EUR' }} free /> ·{' '}
          <Money value={{ amount_minor: '1250', currency: 'JPY' }} /> ·{' '}
          <Money value={{ amount_minor: '-1250', currency: 'KWD' }} signed />
        </li>
        <li>
          <ProgressBar label="Import" value={0.4} />
        </li>
      </ul>
    </Card>
  )
}
