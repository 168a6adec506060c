"""The needs edited: what each is called and by which words it is found, in a draft that is tried and judged before it is published."""
