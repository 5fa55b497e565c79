import { Component, type ReactNode } from 'react';
import { ProblemPanel } from '../parts/States';

interface Props {
  /** A new place gets a new chance. */
  place: string;
  children: ReactNode;
}

/** A page that fails says so inside the shell, and leaves the way to other pages open. */
export class ErrorBoundary extends Component<Props, { thrown: unknown; place: string }> {
  override state = { thrown: undefined as unknown, place: this.props.place };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  static getDerivedStateFromProps(props: Props, state: { thrown: unknown; place: string }) {
    return props.place === state.place ? null : { thrown: undefined, place: props.place };
  }

  override render() {
    if (this.state.thrown === undefined) return this.props.children;
    return <ProblemPanel problem={this.state.thrown} retry={() => this.setState({ thrown: undefined })} />;
  }
}
