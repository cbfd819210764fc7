import Dropdown, { type DropdownProps } from 'antd/es/dropdown';

type ChoiceMenuProps = Required<Pick<DropdownProps, 'menu' | 'children'>> & Pick<DropdownProps, 'disabled'>;

/** A menu that a button opens, by mouse and by keyboard. */
export function ChoiceMenu({ children, ...rest }: ChoiceMenuProps) {
  // Without the focus in it the arrow keys would scroll the page below the open menu.
  return (
    <Dropdown trigger={['click']} autoFocus {...rest}>
      {children}
    </Dropdown>
  );
}
