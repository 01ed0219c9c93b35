"""The short guide on the first screen of the demo."""

GUIDE = """\
A demo: everybody on this desk is simulated, nothing leaves this
machine, and all of it is gone when you leave. You are Ana.

 enter   open Mei Tan; beside it, all that ever happened with her
 @       ask priya: Was Mei charged twice again, and why?  ctrl+s
         she sees it, and answers within twelve seconds
 t       take her suggestion into your reply; then ctrl+s, enter
 z       take it back while it has not left; else Mei answers soon
 g a     a question to you   c note   ? all keys   ctrl+q leave\
"""
