import { IconButton } from '@tessera/ui/button'
import { SidePanel } from '@tessera/ui/dialog'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AccountFoot } from './account-foot.tsx'
import { NavList } from './nav-list.tsx'
import { OrganizerSwitch } from './organizer-switch.tsx'
import { SearchButton } from './search-button.tsx'

type Props = { onSearch: () => void; onChooseOrganizer: (organizerId: string) => void }

/** Down the left side of a laptop. */
function Rail({ onSearch, onChooseOrganizer }: Props) {
  return (
    <header className="sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto border-e border-line p-3 max-md:hidden">
      <OrganizerSwitch onChoose={onChooseOrganizer} />
      <SearchButton onClick={onSearch} />
      <NavList />
      <div className="mt-auto">
        <AccountFoot />
      </div>
    </header>
  )
}

/** Across the top of a phone; the areas are behind the button. */
function TopBar({ onSearch, onChooseOrganizer }: Props) {
  const { t } = useTranslation('console')
  const [open, setOpen] = useState(false)
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-1 border-b border-line bg-paper px-2 md:hidden">
      <div className="min-w-0 grow">
        <OrganizerSwitch onChoose={onChooseOrganizer} />
      </div>
      <IconButton label={t('frame.search')} icon={<Search aria-hidden="true" />} onClick={onSearch} />
      <SidePanel
        title={t('frame.navigation')}
        open={open}
        onOpenChange={setOpen}
        trigger={<IconButton label={t('frame.open_navigation')} icon={<MenuIcon aria-hidden="true" />} />}
      >
        <div className="grid gap-6">
          <NavList onFollow={() => setOpen(false)} />
          <AccountFoot onFollow={() => setOpen(false)} />
        </div>
      </SidePanel>
    </header>
  )
}

export function SideNavigation(props: Props) {
  return (
    <>
      <Rail {...props} />
      <TopBar {...props} />
    </>
  )
}
