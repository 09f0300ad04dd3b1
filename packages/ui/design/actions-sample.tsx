import { CalendarPlus, Ellipsis, Pencil, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton, LinkButton } from '../src/button.tsx'
import { useCommandKey } from '../src/command-key.ts'
import { CommandPalette } from '../src/command-palette.tsx'
import { Dialog, DialogClose, SidePanel } from '../src/dialog.tsx'
import { Menu } from '../src/menu.tsx'
import { Tabs } from '../src/tabs.tsx'
import { TextField } from '../src/text-field.tsx'
import { useToast } from '../src/toast.tsx'
import { Section } from './section.tsx'

function Overlays() {
  const toast = useToast()
  const [palette, setPalette] = useState(false)
  useCommandKey(setPalette)
  return (
    <div className="flex flex-wrap gap-2">
      <Dialog
        title="Refund order 7K3QX?"
        description="Ada Brightwater gets 58.00 EUR back on her card. Both tickets stop working at once."
        modal
        trigger={<Button>Open a dialog</Button>}
        actions={
          <>
            <DialogClose render={<Button variant="quiet">Keep the order</Button>} />
            <DialogClose render={<Button variant="danger">Refund 58.00 EUR</Button>} />
          </>
        }
      />
      <SidePanel
        title="Ada Brightwater"
        description="Order 7K3QX"
        trigger={<Button>Open a panel</Button>}
        actions={<DialogClose render={<Button variant="primary">Save</Button>} />}
      >
        <TextField label="Name on the ticket" defaultValue="Ada Brightwater" />
      </SidePanel>
      <Button onClick={() => setPalette(true)} icon={<Search aria-hidden="true" />}>
        Command palette
      </Button>
      <Button onClick={() => toast({ title: 'Ticket type hidden', undo: () => undefined })}>Toast with undo</Button>
      <Menu
        trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden="true" />} variant="secondary" />}
        entries={[
          { id: 'edit', label: 'Edit', icon: <Pencil aria-hidden="true" /> },
          { id: 'clone', label: 'Copy to another date', icon: <CalendarPlus aria-hidden="true" /> },
          { id: 'line', separator: true },
          { id: 'delete', label: 'Delete', icon: <Trash2 aria-hidden="true" />, danger: true },
        ]}
      />
      <CommandPalette
        open={palette}
        onOpenChange={setPalette}
        groups={[
          {
            label: 'Go to',
            commands: [
              { id: 'events', label: 'Events', icon: <CalendarPlus aria-hidden="true" />, run: () => undefined },
              { id: 'orders', label: 'Orders', hint: 'sales', run: () => undefined },
            ],
          },
          { label: 'Do', commands: [{ id: 'new', label: 'New event', keywords: 'create add', run: () => undefined }] },
        ]}
      />
    </div>
  )
}

export function ActionsSample() {
  return (
    <Section title="Actions">
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary">Buy tickets</Button>
        <Button>Save the draft</Button>
        <Button variant="quiet">Cancel</Button>
        <Button variant="danger">Cancel the event</Button>
        <Button variant="primary" pending>
          Paying
        </Button>
        <Button disabled>Sold out</Button>
        <LinkButton href="#main">A link</LinkButton>
        <IconButton label="Edit" icon={<Pencil aria-hidden="true" />} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" size="lg">
          Buy tickets, from 29.00 EUR
        </Button>
        <Button size="sm">Small</Button>
      </div>
      <Overlays />
      <Tabs
        label="Event"
        tabs={[
          { id: 'a', label: 'Details', panel: <p>Title, texts, picture.</p> },
          { id: 'b', label: 'Tickets', count: 4, panel: <p>What is sold.</p> },
          { id: 'c', label: 'Attendees', count: 312, panel: <p>Who is coming.</p> },
        ]}
      />
    </Section>
  )
}
