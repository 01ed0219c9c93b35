"""The short guide on the first screen of the demo."""

GUIDE = """\
This desk is a demo: everybody on it is simulated, nothing leaves this
machine, and all of it is gone when you quit. You are Ana.

 enter   open Mei Tan; on the right is all that ever happened with her
 @       ask priya: Was Mei charged twice again, and why?
         ... she sees it, and answers within twelve seconds
 t       take her suggested reply     ctrl+s, enter   send it
 z       within ten seconds: take it back. Send it again, Mei answers
 c note   b brief   g a  a question to you   ? all keys   ctrl+q quit\
"""
