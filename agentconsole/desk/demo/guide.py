"""The short guide on the first screen of the demo."""

GUIDE = """\
A demo: everybody on this desk is simulated, nothing leaves this
machine, and all of it is gone when you leave. You are Ana.

 enter   open Mei Tan; beside it, all that ever happened with her
 r       write: Could you send me your order number?  She did, once
 @       ask priya: Was Mei charged twice again, and why?  ctrl+s
 t       take her answer into a reply; ctrl+s, enter   z  take it back
 f p b   facts, a promise, the brief   g p  promises due   g l  board
 g a     a question to you   c note   ? all keys   ctrl+q leave\
"""
