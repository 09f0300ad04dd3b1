/** The sheet of menus and lists, and a line in it. */
export const popupStyle =
  'z-50 max-h-(--available-height) min-w-(--anchor-width) origin-(--transform-origin) overflow-y-auto rounded-lg bg-raised p-1 text-ink shadow-lift outline-none soften data-starting-style:scale-98 data-starting-style:opacity-0 data-ending-style:opacity-0'

export const popupLineStyle =
  'flex min-h-9 touch:min-h-11 w-full cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-start text-sm outline-none select-none data-highlighted:bg-mist data-disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-quiet'
