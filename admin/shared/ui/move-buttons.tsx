import Button from 'antd/es/button';
import { Icon } from './icon.tsx';

interface MoveButtonsProps {
  readonly up: string;
  readonly down: string;
  /** Absent at the top. */
  readonly onUp: (() => void) | undefined;
  /** Absent at the bottom. */
  readonly onDown: (() => void) | undefined;
}

/** One place up or down in a list whose order means something. */
export function MoveButtons({ up, down, onUp, onDown }: MoveButtonsProps) {
  return (
    <>
      <Button
        type="text"
        disabled={!onUp}
        aria-label={up}
        title={up}
        icon={<Icon name="chevronUp" size={14} />}
        onClick={onUp}
      />
      <Button
        type="text"
        disabled={!onDown}
        aria-label={down}
        title={down}
        icon={<Icon name="chevronDown" size={14} />}
        onClick={onDown}
      />
    </>
  );
}
